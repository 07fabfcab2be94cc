/** What volumes hold. */
import type { Tree, VolumeSource } from "../bindings";
import type { Step } from "../state/path";
import { child, uniform } from "../state/tree";
import { m } from "../messages";

type Kind = VolumeSource["kind"];

export const BLANK: { [K in Kind]: Extract<VolumeSource, { kind: K }> } = {
  emptyDir: { kind: "emptyDir", memory: false, limit: "" },
  secret: { kind: "secret", name: "", optional: false },
  configMap: { kind: "configMap", name: "", optional: false },
  persistentVolumeClaim: { kind: "persistentVolumeClaim", name: "", readOnly: false },
  ephemeral: { kind: "ephemeral", size: "", class: "" },
  nfs: { kind: "nfs", server: "", path: "" },
  hostPath: { kind: "hostPath", path: "" },
  projected: { kind: "projected", audience: "", path: "" },
};

export const KINDS = Object.keys(BLANK) as Kind[];

/** The kind of a volume that is there; `null` for one that has no form. */
export function kindOf(volume: Tree): Kind | null {
  return KINDS.find((kind) => child(volume, kind) !== null) ?? null;
}

/** The key of a volume that says what it holds. */
export function keyOf(volume: Tree): string {
  return volume.children.find(({ key }) => key && uniform(key) !== "name")?.key ?? "";
}

const CLAIM = ["ephemeral", "volumeClaimTemplate", "spec"];

/** The fields of each kind that a volume's row shows, from the volume. */
export const FIELDS: Record<Kind, { steps: Step[]; label: () => string }[]> = {
  emptyDir: [
    { steps: ["emptyDir", "medium"], label: m.pod.medium },
    { steps: ["emptyDir", "sizeLimit"], label: m.pod.sizeLimit },
  ],
  secret: [
    { steps: ["secret", "secretName"], label: m.pod.secretName },
    { steps: ["secret", "optional"], label: m.pod.optional },
  ],
  configMap: [
    { steps: ["configMap", "name"], label: m.pod.configMapName },
    { steps: ["configMap", "optional"], label: m.pod.optional },
  ],
  persistentVolumeClaim: [
    { steps: ["persistentVolumeClaim", "claimName"], label: m.pod.claimName },
    { steps: ["persistentVolumeClaim", "readOnly"], label: m.pod.readOnly },
  ],
  ephemeral: [
    { steps: [...CLAIM, "resources", "requests", "storage"], label: m.pod.storage },
    { steps: [...CLAIM, "storageClassName"], label: m.pod.storageClass },
  ],
  nfs: [
    { steps: ["nfs", "server"], label: m.pod.server },
    { steps: ["nfs", "path"], label: m.pod.folder },
    { steps: ["nfs", "readOnly"], label: m.pod.readOnly },
  ],
  hostPath: [{ steps: ["hostPath", "path"], label: m.pod.folder }],
  projected: [
    {
      steps: ["projected", "sources", 0, "serviceAccountToken", "audience"],
      label: m.pod.audience,
    },
    { steps: ["projected", "sources", 0, "serviceAccountToken", "path"], label: m.pod.fileName },
  ],
};
