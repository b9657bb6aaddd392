#!/bin/sh
# Runs the benchmarks of kernels and products by JMH, which Maven fetches; README.md says how.
set -eu
root=$(CDPATH='' cd -P "$(dirname "$0")/../../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}
out=$root/target/bench/kernels
mkdir -p "$out"
mvn -q -B -f "$root/src/bench/kernels/pom.xml" dependency:build-classpath -Dmdep.outputFile="$out/classpath"
classes=$root/target/classes:$(cat "$root/target/classpath"):$(cat "$out/classpath")
"${java}javac" -proc:full -processor org.openjdk.jmh.generators.BenchmarkProcessor -d "$out" -cp "$classes" \
  "$root"/src/bench/kernels/*.java
exec "${java}java" -cp "$out:$classes" org.openjdk.jmh.Main "$@"
