#!/bin/sh
# Runs the benchmark of searches: README.md says how. The first word is record or a command of SearchBench or PlayBench.
set -eu
root=$(CDPATH='' cd -P "$(dirname "$0")/../../.." && pwd)
java=${JAVA_HOME:+$JAVA_HOME/bin/}
classes=$root/target/classes:$(cat "$root/target/classpath")
out=$root/target/bench/search
mkdir -p "$out"
if [ -n "$(find "$root/src/bench/search" -name '*.java' -newer "$out/compiled" 2> /dev/null)" ] || [ ! -e "$out/compiled" ]; then
  "${java}javac" -d "$out" -cp "$classes" "$root"/src/bench/search/*.java
  touch "$out/compiled"
fi
run() {
  main=$1
  shift
  exec "${java}java" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp "$out:$classes" "$main" "$@"
}
case $1 in
  record) shift; run org.isotopelm.study.training.Recorder "$root" "$@" ;;
  play | curves | coupling | folds | overtuning) run org.isotopelm.study.search.PlayBench "$@" ;;
  *) run org.isotopelm.study.search.SearchBench "$@" ;;
esac
