#!/bin/sh
# Runs the benchmark of searches; README.md says how.
set -eu
root=$(CDPATH='' cd -P "$(dirname "$0")/../../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}
classes=$root/target/classes:$(cat "$root/target/classpath")
mkdir -p "$root/target/bench"
"${java}javac" -d "$root/target/bench" -cp "$classes" "$root"/src/bench/search/*.java
exec "${java}java" --enable-native-access=ALL-UNNAMED -cp "$root/target/bench:$classes" org.isotopelm.study.search.SearchBench "$@"
