#!/bin/bash
# Starts the cluster, or whatever of it does not run: so killing a component and calling this again is a restart.
# With the word `kept` it stays until it is taken down by name; without, the run that wanted it takes it down.
. "$(dirname "$0")/place.sh"
if [ -z "${STAGE_DESIGNER_INSIDE:-}" ]; then
  "$here/build.sh"
  [ -e "/run/netns/$network" ] || ip netns add "$network"
  inside ip link set lo up
  STAGE_DESIGNER_INSIDE=yes inside "$0" "$@"
  exit
fi

mkdir -p "$run"/{pid,log,keys,kubeconfig,etcd,cni,hosts/_default,empty}
chmod 700 "$run" "$run/etcd"
kubectl() { "$programs/kubectl" --kubeconfig "$run/kubeconfig/admin" "$@"; }

# A component in a session of its own, so that nothing that happens to us happens to it.
start() {
  local name=$1; shift
  pid_of "$name" >/dev/null && return
  setsid "$@" </dev/null >>"$run/log/$name.log" 2>&1 &
  echo $! >"$run/pid/$name"
}
# Tries a command until it succeeds: SECONDS WHAT COMMAND…
until_true() {
  local end=$((SECONDS + $1)) what=$2; shift 2
  while ! "$@" >/dev/null 2>&1; do
    if ((SECONDS >= end)); then
      echo "the cluster does not come up: no $what; the logs are in $run/log:" >&2
      tail -n 4 "$run"/log/*.log >&2
      exit 1
    fi
    sleep 0.2
  done
}

# --- The network: a bridge with the node's address, for a kubelet takes no loopback one. Pods get no route out.
ip link show "$bridge" >/dev/null 2>&1 || {
  ip link add "$bridge" type bridge
  ip addr add "$node_address/24" dev "$bridge"
  ip link set "$bridge" up
}
cat >"$run/cni/10-pods.conflist" <<END
{"cniVersion": "1.0.0", "name": "pods", "plugins": [{"type": "bridge", "bridge": "$bridge", "ipam": {
  "type": "host-local", "dataDir": "$run/addresses", "ranges": [[{"subnet": "${node_address%.*}.0/24", "gateway": "$node_address"}]]}}]}
END

# --- A registry without images: whatever was not packed here is "not found" at once, without a look outside.
start registry busybox httpd -f -p "127.0.0.1:$((port + 1))" -h "$run/empty"
# containerd 1.6 drops this file silently if it has no [host] table.
printf 'server = "http://127.0.0.1:%s"\n[host]\n' $((port + 1)) >"$run/hosts/_default/hosts.toml"

cat >"$run/containerd.toml" <<END
version = 2
root = "$run/containerd"
state = "$run/containerd-state"
disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper",
  "io.containerd.snapshotter.v1.zfs", "io.containerd.internal.v1.opt", "io.containerd.tracing.processor.v1.otlp"]
[grpc]
address = "$containerd_socket"
[plugins."io.containerd.grpc.v1.cri"]
sandbox_image = "stage-designer.local/pause:1"
stream_server_address = "127.0.0.1"
# Network namespaces below our folder, where down.sh looks for what is mounted.
netns_mounts_under_state_dir = true
# Root in a container may not lower its OOM score, and runc would end over the sandbox's.
restrict_oom_score_adj = true
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
options = { SystemdCgroup = false, Root = "$run/runc" }
[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "/usr/lib/cni"
conf_dir = "$run/cni"
[plugins."io.containerd.grpc.v1.cri".registry]
config_path = "$run/hosts"
END
start containerd containerd --config "$run/containerd.toml"
start etcd "$programs/etcd" --name one --data-dir "$run/etcd" --log-level warn --unsafe-no-fsync \
  --listen-client-urls "http://127.0.0.1:$((port + 2))" --advertise-client-urls "http://127.0.0.1:$((port + 2))" \
  --listen-peer-urls "http://127.0.0.1:$((port + 3))" --initial-advertise-peer-urls "http://127.0.0.1:$((port + 3))" \
  --initial-cluster "one=http://127.0.0.1:$((port + 3))"

# --- Keys and users, once.
keys=$run/keys
if [ ! -e "$keys/whole" ]; then
  for name in ca accounts server client; do openssl ecparam -genkey -name prime256v1 -noout -out "$keys/$name.key"; done
  openssl req -x509 -new -key "$keys/ca.key" -subj /CN=stage-designer-tests -days 3650 -out "$keys/ca.crt"
  certify() {
    openssl req -new -key "$keys/$1.key" -subj "$2" -out "$keys/$1.csr"
    openssl x509 -req -in "$keys/$1.csr" -CA "$keys/ca.crt" -CAkey "$keys/ca.key" -CAcreateserial -days 3650 \
      -extfile <(echo "$3") -out "$keys/$1.crt" 2>/dev/null
  }
  certify server /CN=kube-apiserver "subjectAltName=IP:127.0.0.1,IP:$node_address,IP:10.96.0.1,DNS:localhost,DNS:kubernetes.default.svc"
  certify client /O=system:masters/CN=apiserver-to-kubelet extendedKeyUsage=clientAuth
  : >"$keys/tokens.csv"
  authority=$(base64 -w0 <"$keys/ca.crt")
  # user NAME USER GROUP: a token and a kubeconfig called NAME.
  user() {
    local token; token=$(openssl rand -hex 20)
    echo "$token,$2,$1${3:+,\"$3\"}" >>"$keys/tokens.csv"
    cat >"$run/kubeconfig/$1" <<END
apiVersion: v1
kind: Config
clusters: [{name: stage, cluster: {server: "https://127.0.0.1:$port", certificate-authority-data: $authority}}]
users: [{name: $1, user: {token: $token}}]
contexts: [{name: $1, context: {cluster: stage, user: $1, namespace: stage}}]
current-context: $1
END
  }
  user admin admin system:masters
  user controllers system:kube-controller-manager
  user scheduler system:kube-scheduler
  user kubelet system:node:one system:nodes
  for name in runner nologs nowatch nodelete nopods nocreate nobody revoked; do user $name $name; done
  touch "$keys/whole"
fi

# The address: a machine without a default route has none to offer. The kubelet's: nobody resolves its name.
start kube-apiserver "$programs/kube-apiserver" --etcd-servers="http://127.0.0.1:$((port + 2))" \
  --bind-address=127.0.0.1 --secure-port="$port" --advertise-address="$node_address" --service-cluster-ip-range=10.96.0.0/24 \
  --client-ca-file="$keys/ca.crt" --tls-cert-file="$keys/server.crt" --tls-private-key-file="$keys/server.key" \
  --kubelet-preferred-address-types=InternalIP --kubelet-client-certificate="$keys/client.crt" --kubelet-client-key="$keys/client.key" \
  --service-account-issuer=https://kubernetes.default.svc --service-account-key-file="$keys/accounts.key" \
  --service-account-signing-key-file="$keys/accounts.key" --token-auth-file="$keys/tokens.csv" \
  --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction

until_true 20 containerd ctr --address "$containerd_socket" version
"$here/images.sh"
until_true 90 "API server" kubectl get --raw /readyz

# Those that Jobs and pods live by; all of them take five seconds more.
start kube-controller-manager "$programs/kube-controller-manager" --kubeconfig="$run/kubeconfig/controllers" --leader-elect=false \
  --bind-address=127.0.0.1 --secure-port=$((port + 4)) --use-service-account-credentials --kube-api-qps=500 --kube-api-burst=500 \
  --service-account-private-key-file="$keys/accounts.key" --root-ca-file="$keys/ca.crt" \
  --controllers=job-controller,ttl-after-finished-controller,garbage-collector-controller,pod-garbage-collector-controller,namespace-controller,serviceaccount-controller,root-ca-certificate-publisher-controller,resourcequota-controller,node-lifecycle-controller,taint-eviction-controller,disruption-controller
start kube-scheduler "$programs/kube-scheduler" --kubeconfig="$run/kubeconfig/scheduler" --leader-elect=false \
  --bind-address=127.0.0.1 --secure-port=$((port + 5))

cat >"$run/kubelet.yaml" <<END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $node_address
port: $((port + 6))
healthzPort: 0
containerRuntimeEndpoint: unix://$containerd_socket
podLogsDir: $run/pods
cgroupDriver: cgroupfs
failCgroupV1: false
failSwapOn: false
oomScoreAdj: 0                  # lower ones need a capability that root may lack
makeIPTablesUtilChains: false
resolvConf: ""                  # pods must not learn the machine's name servers
clusterDNS: [10.96.0.10]
clusterDomain: cluster.local
authentication: {anonymous: {enabled: false}, webhook: {enabled: true}, x509: {clientCAFile: $keys/ca.crt}}
authorization: {mode: Webhook}
# A log that is read slowly, on a busy machine, must not be rotated away from under a test that wants all of it.
containerLogMaxSize: 4Gi
# A full disk is the machine's trouble, not a test's; packed images must stay.
imageGCHighThresholdPercent: 100
evictionHard: {memory.available: "100Mi", nodefs.available: "0%", nodefs.inodesFree: "0%", imagefs.available: "0%", imagefs.inodesFree: "0%"}
END
# The kubelet sets these for the whole machine; down.sh sets them back.
[ -s "$run/sysctl" ] || sysctl vm.overcommit_memory vm.panic_on_oom kernel.panic kernel.panic_on_oops \
  kernel.keys.root_maxkeys kernel.keys.root_maxbytes >"$run/sysctl" 2>/dev/null || true
start kubelet "$programs/kubelet" --config="$run/kubelet.yaml" --kubeconfig="$run/kubeconfig/kubelet" \
  --root-dir="$run/kubelet" --cert-dir="$run/kubelet-keys" --hostname-override=one --node-ip="$node_address"

until_true 60 "roles" kubectl apply -f "$here/access.yaml"
until_true 60 "service account" kubectl -n stage get serviceaccount default
until_true 90 "ready node" kubectl wait --for=condition=Ready node/one --timeout=1s
# A node stays tainted until the controllers have seen it ready.
free_of_taints() { [ -z "$(kubectl get node one -o jsonpath='{.spec.taints}')" ]; }
until_true 60 "node without taints" free_of_taints
[ "${1:-}" != kept ] || : >"$run/kept"
echo "The cluster is up; kubeconfigs are in $run/kubeconfig."
