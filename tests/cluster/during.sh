#!/bin/bash
# Runs a command in the cluster, which is brought up for it and taken down after it, however it ends: by failure, by
# Ctrl-C, or by running out of time. A cluster that `cargo xtask cluster up` has brought up stays.
. "$(dirname "$0")/place.sh"
kept() { [ -e "$run/kept" ]; }
# One that an earlier run left behind when it was killed is not to be trusted.
kept || "$here/down.sh"
child=
leave() {
  if [ -n "$child" ]; then kill "$child" 2>/dev/null && wait "$child" || true; fi
  kept || "$here/down.sh" || echo "the cluster could not be taken down whole: see $run" >&2
}
trap leave EXIT
trap 'exit 130' INT TERM HUP
# In the background, for bash hears a signal only between commands. `timeout` ends the whole group of processes.
bounded() { timeout --kill-after=30 "$@" </dev/null & child=$!; wait "$child"; child=; }
bounded 2400 "$here/build.sh"
bounded 300 "$here/up.sh"
bounded "${STAGE_DESIGNER_CLUSTER_TIME:-1800}" "$here/exec.sh" "$@"
