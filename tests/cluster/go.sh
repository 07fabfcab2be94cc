#!/bin/bash
# Says where a Go is that builds the cluster: the machine's own, or, where that is older (Debian 12 has 1.19), a newer
# one that the old one fetches as a Go module into the cluster's cache. From 1.21 on Go does so by itself.
# Exit 3 where there is none.
. "$(dirname "$0")/place.sh"
newer=1.24.11
none() { echo "missing: Go 1.24 or newer${1:-}. Install it from your system or from go.dev." >&2; exit 3; }
# Asked beside the module that is to be built, which says what it needs.
enough() {
  [[ $(cd "$here/kube" && "$1" env GOVERSION 2>/dev/null) =~ ^go([0-9]+)\.([0-9]+) ]] &&
    ((BASH_REMATCH[1] > 1 || BASH_REMATCH[2] >= 24))
}

own=$(command -v go) || none
if enough "$own"; then echo "$own"; exit; fi

mkdir -p "$cache"
cd "$cache"
name=toolchain@v0.0.1-go$newer.$("$own" env GOOS)-$("$own" env GOARCH)
fetched=$cache/mod/golang.org/$name
if ! [ -x "$fetched/bin/go" ]; then
  GOFLAGS= GOMODCACHE=$cache/mod "$own" mod download "golang.org/$name" >&2 || none ", which $own could not fetch"
  # A module's files come without their executable bits; `go` last, for it is what is looked for.
  find "$fetched/pkg/tool" -type f -exec chmod +x {} +
  chmod +x "$fetched/bin/"*
fi
enough "$fetched/bin/go" || none
echo "$fetched/bin/go"
