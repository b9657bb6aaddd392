#!/bin/sh
# Makes the environment of the peers: five minutes, 7 GB. DIR is outside the project.
set -eu
dir=${1:?usage: setup.sh DIR}
here=$(CDPATH='' cd -P "$(dirname "$0")" && pwd)
python3 -m venv "$dir"
"$dir/bin/pip" install --quiet -r "$here/requirements.txt"
"$dir/bin/python" -c 'import torch; print("PyTorch", torch.__version__, "in", torch.__path__[0])'
# What makes MKL take its AVX2 path on processors that are not Intel's, where it asks this function.
echo 'int mkl_serv_intel_cpu_true(void) { return 1; }' > "$dir/mkl.c"
if cc -shared -fPIC -o "$dir/mkl.so" "$dir/mkl.c"; then echo "MKL's switch in $dir/mkl.so"; fi
