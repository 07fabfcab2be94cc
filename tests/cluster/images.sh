#!/bin/bash
# Packs busybox as the images that tests and samples name, and imports those that are not there yet. Each has the
# same one layer: what matters is that their names resolve and that a shell is in them.
. "$(dirname "$0")/place.sh"
wanted=("stage-designer.local/pause:1" "stage-designer.local/busybox:1")   # then those of the samples
while read -r name; do wanted+=("$name"); done <"$here/images.txt"

known=$(images ls -q)
missing=()
for name in "${wanted[@]}"; do grep -qxF "$name" <<<"$known" || missing+=("$name"); done
[ ${#missing[@]} -gt 0 ] || exit 0

work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
mkdir -p "$work/root"/{bin,etc,tmp,dev,proc,sys,run,root,usr,var}
chmod 1777 "$work/root/tmp"
cp "$(command -v busybox)" "$work/root/bin/busybox"
for applet in $(busybox --list); do [ -e "$work/root/bin/$applet" ] || ln -s busybox "$work/root/bin/$applet"; done
printf 'root:x:0:0::/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n' >"$work/root/etc/passwd"
printf 'root:x:0:\nnogroup:x:65534:\n' >"$work/root/etc/group"
tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$work/root" -cf "$work/layer.tar" .
layer=$(sha256sum "$work/layer.tar"); layer=${layer%% *}
case $(uname -m) in aarch64) machine=arm64 ;; *) machine=amd64 ;; esac
for command in '"/bin/sh"' '"/bin/sleep","2147483647"'; do
  file=config-$([ "$command" = '"/bin/sh"' ] && echo shell || echo pause).json
  cat >"$work/$file" <<END
{"architecture": "$machine", "os": "linux", "config": {"Cmd": [$command], "Env": ["PATH=/bin"], "WorkingDir": "/"},
 "history": [{"created": "1970-01-01T00:00:00Z"}], "rootfs": {"type": "layers", "diff_ids": ["sha256:$layer"]}}
END
done
shells=$(printf ',"%s"' "${wanted[@]:1}")
{
  printf '[{"Config": "config-pause.json", "RepoTags": ["%s"], "Layers": ["layer.tar"]},' "${wanted[0]}"
  printf '{"Config": "config-shell.json", "RepoTags": [%s], "Layers": ["layer.tar"]}]' "${shells#,}"
} >"$work/manifest.json"
tar -C "$work" -cf "$work/images.tar" manifest.json config-shell.json config-pause.json layer.tar
images import "$work/images.tar" >/dev/null
