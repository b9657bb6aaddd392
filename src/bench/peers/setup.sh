#!/bin/sh
# Makes the environment of the peers: five minutes, 7 GB. DIR is outside the project.
set -eu
dir=${1:?usage: setup.sh DIR}
here=$(CDPATH='' cd -P "$(dirname "$0")" && pwd)
python3 -m venv "$dir"
"$dir/bin/pip" install --quiet -r "$here/requirements.txt"
"$dir/bin/python" -c 'import torch; print("PyTorch", torch.__version__, "in", torch.__path__[0])'
