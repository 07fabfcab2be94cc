#!/bin/bash
# Ends all of the cluster and takes away what it left on the machine; the built programs stay. May be called at any time.
. "$(dirname "$0")/place.sh"
[ -d "$run" ] || exit 0
ended=()
end() { kill -KILL "$1" 2>/dev/null && ended+=("$1") || true; }
# SIGTERM would take the API server a minute while somebody watches; the state goes anyway.
for name in kubelet containerd kube-scheduler kube-controller-manager kube-apiserver etcd registry; do
  if pid=$(pid_of "$name"); then end "$pid"; fi
done
# Shims outlive containerd by design. Ours name our socket; their children are the containers.
for folder in /proc/[0-9]*; do
  line=$(tr '\0' ' ' 2>/dev/null <"$folder/cmdline") || continue
  case $line in
    *containerd-shim-runc-v2*" -address $containerd_socket "*)
      for child in $(cat "$folder"/task/*/children 2>/dev/null); do end "$child"; done
      end "${folder#/proc/}" ;;
  esac
done
for pid in "${ended[@]}"; do
  for _ in $(seq 100); do is_ours "$pid" || break; sleep 0.05; done
done
while read -r mount; do umount -l "$mount"; done < <(cut -d' ' -f2 /proc/mounts | grep -F "$run/" | sort -r)
find /sys/fs/cgroup -depth -path '*/kubepods*' -type d -exec rmdir {} + 2>/dev/null || true
ip netns del "$network" 2>/dev/null || true
# Left outside of our folder under fixed names: links to logs, notes on addresses, the shims' sockets.
find /var/log/containers -lname "$run/*" -delete 2>/dev/null || true
for sandbox in "$run"/containerd/io.containerd.grpc.v1.cri/sandboxes/*; do rm -f /var/lib/cni/results/*-"${sandbox##*/}"-*; done
cat "$run"/containerd-state/io.containerd.runtime.v2.task/k8s.io/*/address 2>/dev/null |
  grep -o '/run/containerd/s/[0-9a-f]*' | xargs -r rm -f || true
if [ -s "$run/sysctl" ]; then sysctl -q -p "$run/sysctl" || true; fi
rm -rf --one-file-system "$run"
