@echo off
rem Runs Isotope from an unpacked zip. Needs Java 25 or newer: JAVA_HOME, or java on the PATH.
setlocal
set "HOME_DIR=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow ^
  -Djava.awt.headless=true -XX:+UseParallelGC -XX:MaxRAMPercentage=60 %ISOTOPE_OPTS% ^
  "-Disotope.home=%HOME_DIR%" -cp "%HOME_DIR%\lib\*" org.isotopelm.cli.Main %*
exit /b %ERRORLEVEL%
