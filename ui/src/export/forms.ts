/** The forms that stages can be exported in, and the names of their wrappers. */
import type { Kept, Wrapping } from "../bindings";

export const FORMS = [
  "profile",
  "spinnaker-service",
  "configmap",
  "helm-values",
  "helm-template",
  "plugin",
  "fragment",
] as const;

export const KEPT: readonly Kept[] = ["configMap", "secretText", "secretData"];

export const INSTALLERS = ["halyard", "operator", "kustomize", "helm"] as const;
export type Installer = (typeof INSTALLERS)[number];

export function usualWrapping(): Wrapping {
  return { name: "spinnaker", namespace: "", key: "orca-local.yml", kept: "configMap" };
}

/** Which names a form's wrapper takes. */
export function asks(form: string): { name: boolean; key: boolean; kept: boolean } {
  const object = form === "configmap" || form === "helm-template";
  return {
    name: object || form === "spinnaker-service",
    key: object || form === "helm-values",
    kept: form === "configmap",
  };
}

/** Who usually installs a file of the form; none where it is no file of Orca's. */
export function installerOf(form: string): Installer | null {
  const usual: Record<string, Installer> = {
    profile: "halyard",
    "spinnaker-service": "operator",
    configmap: "kustomize",
    "helm-values": "helm",
    "helm-template": "helm",
  };
  return usual[form] ?? null;
}
