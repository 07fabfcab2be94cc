#!/bin/bash
# Builds the cluster's programs once, as one binary: about four minutes from empty caches on two cores. Needs Go
# (go.sh says which) and a way to Go modules. Only the binary has to be kept; the caches make the next version cheaper.
. "$(dirname "$0")/place.sh"
[ -x "$programs/kube" ] && exit 0
go=$("$here/go.sh")

mkdir -p "$programs"
export CGO_ENABLED=0 GOFLAGS= GOMODCACHE=$cache/mod GOCACHE=$cache/build
# What /version and `kubectl version` say.
number=${kubernetes#v}
about=
for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
  about+=" -X $package.gitVersion=$kubernetes -X $package.gitMajor=${number%%.*} -X $package.gitTreeState=clean"
  minor=${number#*.}
  about+=" -X $package.gitMinor=${minor%%.*}"
done
cd "$here/kube"
# Nobody debugs these programs, and debug information is a good part of the time.
"$go" build -mod=readonly -trimpath -buildvcs=false -gcflags=all=-dwarf=false -ldflags "-s -w$about" -o "$programs/new" .
for name in etcd kube-apiserver kube-controller-manager kube-scheduler kubelet kubectl; do
  ln -sf kube "$programs/$name"
done
mv "$programs/new" "$programs/kube"
