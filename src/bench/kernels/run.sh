#!/bin/sh
# Runs the benchmarks of kernels and products by JMH, which Maven fetches; README.md says how: run.sh [REGEX] [JMH's options].
set -eu
root=$(CDPATH='' cd -P "$(dirname "$0")/../../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/} # of a JDK 25
out=$root/target/bench/kernels
mkdir -p "$out"
[ -f "$root/target/classpath" ] || { echo "run.sh: nothing is built; run mvn -q -Dskip.checks process-classes" >&2; exit 1; }
mvn -q -B -f "$root/src/bench/kernels/pom.xml" dependency:build-classpath -Dmdep.outputFile="$out/classpath"
classes=$root/target/classes:$(cat "$root/target/classpath"):$(cat "$out/classpath")
"${java}javac" -proc:full -processor org.openjdk.jmh.generators.BenchmarkProcessor -d "$out" -cp "$classes" \
  "$root"/src/bench/kernels/*.java
exec "${java}java" -cp "$out:$classes" org.isotopelm.bench.Bench "$@"
