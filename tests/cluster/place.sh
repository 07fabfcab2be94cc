# Where the test cluster keeps things. Sourced by the others, never run.
# Environment: STAGE_DESIGNER_CLUSTER_CACHE, STAGE_DESIGNER_CLUSTER_RUN, STAGE_DESIGNER_CLUSTER_PORT.
set -euo pipefail
PATH=/usr/sbin:/sbin:/usr/local/go/bin:$PATH

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
kubernetes=v1.34.4                     # 1.35's kubelet refuses cgroup v1
cache=${STAGE_DESIGNER_CLUSTER_CACHE:-$HOME/.cache/stage-designer/cluster}
programs=$cache/bin/$kubernetes
run=${STAGE_DESIGNER_CLUSTER_RUN:-/tmp/stage-designer-cluster}   # short: a socket's path has 107 bytes at most
port=${STAGE_DESIGNER_CLUSTER_PORT:-16443}
network=stage-designer                 # the network namespace
bridge=sd0                             # carries the node's address and the pods
node_address=10.97.0.1
containerd_socket=$run/containerd.sock

# Runs a command inside the cluster's network. Not `ip netns exec`: that mounts /sys anew, and the kubelet would not
# find its cgroups there.
inside() { nsenter --net="/run/netns/$network" -- "$@"; }

# Whether the process PID is this cluster's: its command line names our folder. A process that ended but was not
# collected yet has an empty one.
is_ours() { { tr "\0" " " <"/proc/$1/cmdline"; } 2>/dev/null | grep -qF -- "$run/"; }

# The process of a component, if it lives.
pid_of() {
  local pid
  pid=$(cat "$run/pid/$1" 2>/dev/null) && is_ours "$pid" && echo "$pid"
}

images() { ctr --address "$containerd_socket" --namespace k8s.io images "$@"; }
