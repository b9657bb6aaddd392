#!/bin/sh
# Runs the benchmark of averaged weights and of ensembles; README.md says how.
set -eu
root=$(CDPATH='' cd -P "$(dirname "$0")/../../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}
classes=$root/target/classes:$(cat "$root/target/classpath")
mkdir -p "$root/target/bench"
"${java}javac" -d "$root/target/bench" -cp "$classes" "$root"/src/bench/averaging/*.java
exec "${java}java" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp "$root/target/bench:$classes" org.isotopelm.train.AveragingBench "$@"
