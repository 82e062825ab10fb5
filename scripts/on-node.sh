#!/usr/bin/env bash
# Runs a command with another Node first in PATH: `scripts/on-node.sh 22 npm test`.
# Exit code 69 means that this Node could not be had; else the command's own.
set -euo pipefail

if [ $# -lt 2 ]; then
  echo 'usage: scripts/on-node.sh MAJOR COMMAND [ARGUMENT…]' >&2
  exit 2
fi
major=$1
shift

prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT

if ! npm install --prefix "$prefix" --ignore-scripts=false --no-audit --no-fund --silent "node@$major" >&2; then
  echo "node@$major cannot be installed here" >&2
  exit 69
fi
PATH="$prefix/node_modules/.bin:$PATH"
hash -r
version=$(node --version) || version='nothing that runs'
case $version in
  "v$major."*) echo "On Node $version: $*" >&2 ;;
  *)
    echo "node@$major gave $version" >&2
    exit 69
    ;;
esac
"$@"
