#!/bin/sh
# Runs GenerationBench with a run; README.md says how.
set -eu
root=$(CDPATH='' cd -P "$(dirname "$0")/../../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/} # of a JDK 25
out=$root/target/bench/generation
mkdir -p "$out"
[ -f "$root/target/classpath" ] || { echo "run.sh: nothing is built; run mvn -q -Dskip.checks process-classes" >&2; exit 1; }
classes=$root/target/classes:$(cat "$root/target/classpath")
"${java}javac" -d "$out" -cp "$classes" "$root"/src/bench/generation/*.java
exec "${java}java" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp "$out:$classes" org.isotopelm.bench.GenerationBench "$@"
