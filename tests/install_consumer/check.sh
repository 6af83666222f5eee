#!/usr/bin/env bash
# Installs a build into a folder of its own, builds the consumer against it and runs both programs.
set -euo pipefail
build=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$build" --prefix "$work/prefix" >/dev/null
cmake -S "$source" -B "$work/build" -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix" -DCMAKE_CXX_FLAGS="${3:-}" >/dev/null
cmake --build "$work/build" >/dev/null
"$work/build/consumer"
# The installed program finds its data beside itself.
"$work/prefix/bin/verify" checklist list
