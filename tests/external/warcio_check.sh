#!/bin/sh
# usage: warcio_check.sh FILE...   Checks WARC files with npm warcio. Exit 77: it is not installed
# (npm ci in tests/).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
if [ ! -d "$here/../node_modules/warcio" ]; then
  echo "SKIP: tests/node_modules has no warcio"
  exit 77
fi
node "$here/warcio_check.mjs" "$@"
# Its own program has to find its way through the members as well.
exec node "$here/../node_modules/warcio/dist/cli.js" cdx-index "$@"
