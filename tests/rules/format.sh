#!/usr/bin/env bash
# All sources as clang-format 19 writes them. Exit 77: it is not installed.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v clang-format-19 >/dev/null || exit 77
git ls-files -co --exclude-standard '*.h' '*.cpp' | while read -r file; do [ -e "$file" ] && echo "$file"; done |
  xargs clang-format-19 --dry-run --Werror
