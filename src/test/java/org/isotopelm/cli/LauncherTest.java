package org.isotopelm.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher {@code isotope} with a java and a mvn that only say how they were called, in copies
 * of both its layouts.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is for a POSIX shell")
final class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/sh
      for word; do echo "[$word]"; done
      echo "java $$" >&2
      case " $* " in *" fail "*) exit 5 ;; esac
      """;

  private static final String MVN =
      """
      #!/bin/sh
      echo "JAVA_HOME=$JAVA_HOME $*" >> mvn.log
      [ -f broken ] && echo "cannot find symbol" && exit 1
      sleep 0.3
      mkdir -p target
      printf %s "$PWD/library.jar" > target/classpath
      echo jar > target/isotope.jar
      """;

  private record Result(int code, String out, String err, long pid) {}

  @TempDir Path folder;
  private Path project;

  @BeforeEach
  void makeProject() throws IOException {
    folder = folder.toRealPath();
    jdk("jdk", "25.0.1");
    script(folder.resolve("tools/mvn"), MVN);
    project = Files.createDirectories(folder.resolve("a project"));
    Files.createDirectories(project.resolve("src/main/java"));
    Files.writeString(project.resolve("src/main/java/A.java"), "class A {}");
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    Files.writeString(project.resolve("library.jar"), "");
    script(project.resolve("isotope"), Files.readString(Path.of("isotope")));
  }

  private void jdk(String name, String version) throws IOException {
    script(folder.resolve(name).resolve("bin/java"), JAVA);
    script(folder.resolve(name).resolve("bin/javac"), JAVA);
    Files.writeString(
        folder.resolve(name).resolve("release"),
        "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
  }

  private static void script(Path path, String text) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    assertThat(path.toFile().setExecutable(true)).isTrue();
  }

  private Process start(Path launcher, Map<String, String> environment, String... words)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("sh", launcher.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("PATH", folder.resolve("tools") + ":" + System.getenv("PATH"));
    builder.environment().remove("ISOTOPE_OPTS");
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Result end(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), out, err, process.pid());
  }

  private Result run(String... words) throws Exception {
    return end(start(project.resolve("isotope"), Map.of(), words));
  }

  private List<String> builds() throws IOException {
    Path log = project.resolve("mvn.log");
    return Files.exists(log) ? Files.readAllLines(log) : List.of();
  }

  @Test
  void firstUse_buildsOnce_andSaysSo() throws Exception {
    Result first = run("--help");
    assertThat(first.code()).isZero();
    assertThat(first.err()).contains("isotope: building (first use");
    assertThat(builds()).hasSize(1);
    assertThat(builds().getFirst())
        .startsWith("JAVA_HOME=" + folder.resolve("jdk"))
        .contains("-Dskip.checks");
    assertThat(run("--help").err()).doesNotContain("building");
    assertThat(builds()).hasSize(1);
  }

  @Test
  void change_ofASourceOrADeletion_buildsAgain() throws Exception {
    run("--help");
    Path source = project.resolve("src/main/java/A.java");
    FileTime later = FileTime.from(Instant.now().plusSeconds(60));
    Files.writeString(source, "class A { }");
    Files.setLastModifiedTime(source, later);
    assertThat(run("--help").err()).contains("sources changed");
    assertThat(builds()).hasSize(2);
    Files.delete(source);
    Files.setLastModifiedTime(source.getParent(), later);
    run("--help");
    assertThat(builds()).hasSize(3);
  }

  @Test
  void source_datedTomorrow_buildsOnceForItsContent() throws Exception {
    Path source = project.resolve("src/main/java/A.java");
    FileTime tomorrow = FileTime.from(Instant.now().plus(1, ChronoUnit.DAYS));
    Files.setLastModifiedTime(source, tomorrow);
    run("--help");
    assertThat(run("--help").err()).doesNotContain("building");
    assertThat(builds()).hasSize(1);
    Files.writeString(source, "class A { }");
    Files.setLastModifiedTime(source, tomorrow);
    assertThat(run("--help").err()).contains("sources changed");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void copy_ofATree_runsItsOwnBuild() throws Exception {
    run("--help");
    Path copy = folder.resolve("a copy");
    assertThat(
            new ProcessBuilder("cp", "-R", project.toString(), copy.toString()).start().waitFor())
        .isZero();
    Result result = end(start(copy.resolve("isotope"), Map.of(), "--help"));
    assertThat(result.err()).doesNotContain("building");
    assertThat(classPath(result)).startsWith(copy + "/target/app/isotope-");
    Files.writeString(copy.resolve("src/main/java/A.java"), "class A { }");
    Files.setLastModifiedTime(
        copy.resolve("src/main/java/A.java"), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(end(start(copy.resolve("isotope"), Map.of(), "--help")).err()).contains("building");
    assertThat(copy.resolve("mvn.log")).exists();
    assertThat(builds()).hasSize(1);
  }

  private static String classPath(Result result) {
    List<String> words = result.out().lines().toList();
    return words.get(words.indexOf("[-cp]") + 1).substring(1);
  }

  @Test
  void path_withoutTools_saysWhichAndWhatToDo() throws Exception {
    run("--help");
    Process process = start(project.resolve("isotope"), Map.of("PATH", "/nowhere"), "--help");
    Result result = end(process);
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .contains("needs cat", "'/nowhere'", "/usr/bin");
  }

  @Test
  void colon_inTheFoldersName_isRefused() throws Exception {
    Path odd = Files.move(project, folder.resolve("a:b"));
    Result result = end(start(odd.resolve("isotope"), Map.of(), "--help"));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(odd.toString(), "colon", "rename");
    assertThat(odd.resolve("target")).doesNotExist();
  }

  /** Runs it as a user who may write nothing in the project: as another one where this is root. */
  private Result runWithoutRights() throws Exception {
    ProcessBuilder rights =
        new ProcessBuilder("chmod", "-R", "a+rX,a-w", folder.toString()).inheritIO();
    assertThat(rights.start().waitFor()).isZero();
    try {
      boolean root = System.getProperty("user.name").equals("root");
      String call =
          "JAVA_HOME='%s' PATH='%s':$PATH sh '%s' --help"
              .formatted(
                  folder.resolve("jdk"), folder.resolve("tools"), project.resolve("isotope"));
      List<String> command =
          root ? List.of("su", "nobody", "-s", "/bin/sh", "-c", call) : List.of("sh", "-c", call);
      return end(new ProcessBuilder(command).directory(new File("/")).start());
    } finally {
      new ProcessBuilder("chmod", "-R", "u+w", folder.toString()).start().waitFor();
    }
  }

  @Test
  void tree_thatCannotBeWrittenAndHasNoBuild_saysSoAtOnce() throws Exception {
    Result result = runWithoutRights();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("must be built first", "cannot be written to");
    Files.createDirectories(project.resolve("target"));
    assertThat(runWithoutRights().err()).contains("must be built first", "cannot be written to");
    assertThat(builds()).isEmpty();
  }

  @Test
  void tree_thatCannotBeWritten_runsTheBuildThatIsThere() throws Exception {
    run("--help");
    assertThat(runWithoutRights().err()).startsWith("java ");
    Files.writeString(project.resolve("src/main/java/A.java"), "class A { }");
    Files.setLastModifiedTime(
        project.resolve("src/main/java/A.java"), FileTime.from(Instant.now().plusSeconds(60)));
    Result old = runWithoutRights();
    assertThat(old.code()).isZero();
    assertThat(old.err()).contains("sources are newer than this build");
    assertThat(classPath(old)).startsWith(project + "/target/app/isotope-");
  }

  @Test
  void tree_thatCannotBeWrittenAndWhoseLibraryCannotBeRead_namesTheLibrary() throws Exception {
    run("--help");
    Files.delete(project.resolve("library.jar"));
    Result result = runWithoutRights();
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .contains("is built, but needs " + project.resolve("library.jar"), "cannot read")
        .doesNotContain("must be built");
    assertThat(builds()).hasSize(1);
  }

  @Test
  void tree_thatCannotBeWritten_runsWhatMavenPackaged() throws Exception {
    Files.createDirectories(project.resolve("target"));
    Path classpath = project.resolve("target/classpath");
    Files.writeString(classpath, project.resolve("library.jar").toString());
    Path jar = Files.writeString(project.resolve("target/isotope.jar"), "jar");
    Instant now = Instant.now();
    Files.setLastModifiedTime(classpath, FileTime.from(now.plusSeconds(10)));
    Files.setLastModifiedTime(jar, FileTime.from(now.plusSeconds(30)));
    Result result = runWithoutRights();
    assertThat(result.code()).isZero();
    assertThat(classPath(result)).startsWith(jar + ":" + project.resolve("library.jar"));
    assertThat(builds()).isEmpty();
  }

  @Test
  void lock_thatCanBeNeitherMadeNorRemoved_isAnErrorThatShowsWhy() throws Exception {
    Files.createDirectories(project.resolve("target"));
    Files.writeString(project.resolve("target/lock"), "a file");
    script(folder.resolve("tools/mv"), "#!/bin/sh\nexit 1\n");
    Result result = run("--help");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("target/lock", "neither made nor removed", "mkdir:");
  }

  @Test
  void classCache_isVerifiedByTheJvm_asDamageWouldKillIt() throws Exception {
    run("--help");
    Path cache = Path.of(classPath(run("--help")).replaceFirst("\\.jar:.*", ".aot"));
    Files.writeString(cache, "classes");
    assertThat(run("train", "x.yaml").out())
        .contains("[-XX:AOTCache=" + cache + "]\n[-XX:+VerifySharedSpaces]\n");
  }

  @Test
  void classCache_isAnotherWithoutTheVectorModule_andTokenizerMakesIt() throws Exception {
    run("--help");
    String cache = classPath(run("--help")).replaceFirst("\\.jar:.*", ".aot");
    Path plain = Path.of(cache.replaceFirst("\\.aot$", "-plain.aot"));
    Files.writeString(project.resolve("LICENSE"), "text");
    assertThat(run("report", "a").err()).doesNotContain("preparing");
    assertThat(run("tokenizer", "info", "x").err()).contains("preparing");
    assertThat(plain).exists();
    Files.writeString(plain, "classes");
    String flag = "[-XX:AOTCache=" + plain + "]";
    assertThat(run("tokenizer", "info", "x").out()).contains(flag);
    assertThat(run("report", "a").out()).contains(flag);
    assertThat(run("train", "x.yaml").out()).doesNotContain("-plain.aot");
  }

  @Test
  void makerOfAClassCache_thatWasKilled_isClearedUpAfter() throws Exception {
    run("--help");
    String cache = classPath(run("--help")).replaceFirst("\\.jar:.*", ".aot");
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Path dead = Files.createDirectory(Path.of(cache + "." + gone.pid()));
    Files.writeString(dead.resolve("aot"), "");
    Path alive = Files.createDirectory(Path.of(cache + "." + ProcessHandle.current().pid()));
    Files.writeString(project.resolve("LICENSE"), "text");
    assertThat(run("train", "x.yaml").err()).contains("preparing");
    assertThat(dead).doesNotExist();
    assertThat(alive).exists();
  }

  @Test
  void library_thatIsGone_buildsAgain() throws Exception {
    run("--help");
    Files.delete(project.resolve("library.jar"));
    run("--help");
    assertThat(builds()).hasSize(2);
  }

  @Test
  void buildByMaven_isTakenAsItIs_unlessASourceChangedDuringItsTests() throws Exception {
    Path classpath = project.resolve("target/classpath");
    Files.createDirectories(project.resolve("target"));
    Files.writeString(classpath, project.resolve("library.jar").toString());
    Files.writeString(project.resolve("target/isotope.jar"), "jar");
    Instant now = Instant.now();
    Files.setLastModifiedTime(classpath, FileTime.from(now.plusSeconds(10)));
    Files.setLastModifiedTime(
        project.resolve("target/isotope.jar"), FileTime.from(now.plusSeconds(30)));
    assertThat(run("--help").err()).doesNotContain("building");
    assertThat(builds()).isEmpty();
    Files.writeString(project.resolve("src/main/java/A.java"), "class A { }");
    Files.setLastModifiedTime(
        project.resolve("src/main/java/A.java"), FileTime.from(now.plusSeconds(20)));
    run("--help");
    assertThat(builds()).hasSize(1);
  }

  @Test
  void twoAtOnce_buildOnce() throws Exception {
    Process one = start(project.resolve("isotope"), Map.of(), "--help");
    Process two = start(project.resolve("isotope"), Map.of(), "--help");
    assertThat(end(one).code()).isZero();
    assertThat(end(two).code()).isZero();
    assertThat(builds()).hasSize(1);
    assertThat(project.resolve("target/lock")).doesNotExist();
  }

  @Test
  void lock_ofAProcessThatLives_isWaitedFor() throws Exception {
    Files.createDirectories(project.resolve("target/lock"));
    Files.writeString(project.resolve("target/lock/pid"), ProcessHandle.current().pid() + "\n");
    Process waiting = start(project.resolve("isotope"), Map.of(), "--help");
    assertThat(waiting.waitFor(1500, TimeUnit.MILLISECONDS)).isFalse();
    Files.delete(project.resolve("target/lock/pid"));
    Files.delete(project.resolve("target/lock"));
    Result result = end(waiting);
    assertThat(result.code()).isZero();
    assertThat(result.err()).contains("waiting for another build");
  }

  @Test
  void lock_ofAProcessThatIsGone_isTakenOver() throws Exception {
    Process gone = new ProcessBuilder("true").start();
    gone.waitFor();
    Files.createDirectories(project.resolve("target/lock"));
    Files.writeString(project.resolve("target/lock/pid"), gone.pid() + "\n");
    assertThat(run("--help").code()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void buildThatFails_showsTheEndOfItsLog() throws Exception {
    Files.writeString(project.resolve("broken"), "");
    Result failed = run("--help");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err()).contains("cannot find symbol", "target/build.log");
    Files.delete(project.resolve("broken"));
    assertThat(run("--help").code()).isZero();
  }

  @Test
  void symbolicLink_fromAnotherFolder_findsHome() throws Exception {
    Path absolute = folder.resolve("absolute");
    Files.createSymbolicLink(absolute, project.resolve("isotope"));
    Path relative = Files.createDirectories(folder.resolve("bin")).resolve("relative");
    Files.createSymbolicLink(relative, Path.of("../absolute"));
    assertThat(end(start(relative, Map.of(), "--help")).out())
        .contains("[-Disotope.home=" + project + "]");
  }

  @Test
  void arguments_withBlanksAndQuotes_arrivePlain() throws Exception {
    assertThat(run("sample", "a b", "", "--prompt=\"*\"").out())
        .contains("[org.isotopelm.cli.Main]\n[sample]\n[a b]\n[]\n[--prompt=\"*\"]\n");
  }

  @Test
  void vectorModule_isAskedForByWhatComputesOnly() throws Exception {
    String flag = "[--add-modules=jdk.incubator.vector]";
    assertThat(run("train", "x.yaml").out()).contains(flag);
    assertThat(run("mix", "a", "b").out()).contains(flag);
    assertThat(run("compress", "a", "x.txt").out()).contains(flag);
    assertThat(run("decompress", "a", "x.txt.isotope").out()).contains(flag);
    assertThat(run("report", "a").out()).doesNotContain(flag);
    assertThat(run("--set", "a=b", "--json", "study", "x.yaml").out()).contains(flag);
    assertThat(run("train", "--help").out()).doesNotContain(flag);
    assertThat(run("tokenizer", "train", "x.yaml").out()).doesNotContain(flag);
    assertThat(run("--set", "train", "explain", "x.yaml").out()).doesNotContain(flag);
  }

  @Test
  void isotopeOpts_areFlagsOfTheJvm() throws Exception {
    Map<String, String> options = Map.of("ISOTOPE_OPTS", "-Xmx8g -XX:+UseSerialGC");
    String out = end(start(project.resolve("isotope"), options, "--help")).out();
    assertThat(out).contains("[-Xmx8g]\n[-XX:+UseSerialGC]\n").doesNotContain("UseParallelGC");
  }

  private Path spark() throws IOException {
    Path home = folder.resolve("a spark");
    Files.createDirectories(home.resolve("jars"));
    Files.writeString(home.resolve("jars/spark-core_2.13-4.3.0.jar"), "");
    return home;
  }

  private Result run(Map<String, String> environment, String... words) throws Exception {
    return end(start(project.resolve("isotope"), environment, words));
  }

  @Test
  void spark_isBetweenTheProgramAndItsLibraries_andTheLogStaysTheProgramsOwn() throws Exception {
    run("--help");
    Map<String, String> home = Map.of("SPARK_HOME", spark().toString());
    String usual = classPath(run("--help"));
    String own = usual.replaceFirst("\\.jar:.*", ".jar");
    String between = own + ":" + spark() + "/jars/*:" + usual;
    Files.writeString(Path.of(usual.replaceFirst("\\.jar:.*", ".aot")), "classes");
    for (String[] words :
        List.of(
            new String[] {"study", "x.yaml", "--spark", "local[2]"},
            new String[] {"--spark=local", "--spark-conf", "a=b", "study", "x.yaml"})) {
      Result result = run(home, words);
      assertThat(classPath(result)).isEqualTo(between);
      assertThat(result.out())
          .contains(
              "[-Dslf4j.provider=ch.qos.logback.classic.spi.LogbackServiceProvider]",
              "[--add-modules=jdk.incubator.vector]")
          .doesNotContain("AOTCache");
    }
  }

  @Test
  void spark_thatNobodyAsksForOrThatIsNotThere_changesNothing() throws Exception {
    run("--help");
    Map<String, String> home = Map.of("SPARK_HOME", spark().toString());
    String usual = classPath(run("--help"));
    String cache = usual.replaceFirst("\\.jar:.*", ".aot");
    Files.writeString(Path.of(cache), "classes");
    assertThat(run(home, "study", "x.yaml").out()).isEqualTo(run("study", "x.yaml").out());
    assertThat(run(home, "study", "--spark", "local", "--help").out())
        .doesNotContain("/jars/", "slf4j");
    assertThat(run(home, "study", "--set", "--spark").out()).doesNotContain("/jars/", "slf4j");
    for (String none : List.of("", folder.resolve("jdk").toString())) {
      assertThat(run(Map.of("SPARK_HOME", none), "study", "x.yaml", "--spark", "local").out())
          .contains("[" + usual, "[-XX:AOTCache=" + cache + "]")
          .doesNotContain("slf4j");
    }
  }

  @Test
  void program_replacesTheLauncher_soThatSignalsAndExitCodesAreItsOwn() throws Exception {
    Result result = run("fail");
    assertThat(result.code()).isEqualTo(5);
    assertThat(result.err()).contains("java " + result.pid());
  }

  @Test
  void jdk_thatIsTooOld_isPassedOver() throws Exception {
    jdk("old", "17.0.9");
    Path home = folder.resolve("home");
    jdk("home/.jdks/new", "26-ea");
    Map<String, String> environment =
        Map.of("JAVA_HOME", folder.resolve("old").toString(), "HOME", home.toString());
    String launcher = Files.readString(project.resolve("isotope"));
    script(project.resolve("isotope"), launcher.replace("floor=25", "floor=26"));
    Result found = end(start(project.resolve("isotope"), environment, "--help"));
    assertThat(found.code()).isZero();
    script(project.resolve("isotope"), launcher.replace("floor=25", "floor=99"));
    Result none = end(start(project.resolve("isotope"), environment, "--help"));
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("Java 99 or newer", "JAVA_HOME", "Java 17");
  }

  @Test
  void unpackedZip_needsNoMaven() throws Exception {
    Path zip = folder.resolve("zip");
    script(zip.resolve("bin/isotope"), Files.readString(Path.of("isotope")));
    Files.createDirectories(zip.resolve("lib"));
    Files.copy(
        project.resolve("library.jar"),
        zip.resolve("lib/library.jar"),
        StandardCopyOption.REPLACE_EXISTING);
    Result result = end(start(zip.resolve("bin/isotope"), Map.of(), "--version"));
    assertThat(result.out()).contains("[-Disotope.home=" + zip + "]", "[-cp]\n[" + zip + "/lib/*]");
    assertThat(zip.resolve("target")).doesNotExist();
  }
}
