#!/bin/bash
# Runs a command inside the cluster's network, with the cluster's kubectl and the kubeconfig of a user who may run Jobs
# in namespace `stage`.
. "$(dirname "$0")/place.sh"
[ -e "/run/netns/$network" ] || { echo "the cluster is not up: cargo xtask cluster up" >&2; exit 1; }
export PATH=$programs:$PATH KUBECONFIG=$run/kubeconfig/runner STAGE_DESIGNER_TEST_KUBECONFIG=$run/kubeconfig/runner
exec nsenter --net="/run/netns/$network" -- "$@"
