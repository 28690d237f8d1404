#!/bin/sh
# Installs the companion for the browsers of this user. Options are those of `star-export install --help`.
exec "$(dirname -- "$0")/star-export" install "$@"
