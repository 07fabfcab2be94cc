/** Places that a parameter can set, with names for people. */
import type { Tree } from "../bindings";
import { after, formatPath, type Step } from "../state/path";
import { child, place, scalars } from "../state/tree";

export interface Target {
  /** As it is written in the file, relative to the stage. */
  mapping: string;
  /** For people: `hello › env PHRASE`. */
  name: string;
  /** The YAML path. */
  path: string;
}

/** Properties of the stage itself that a parameter may override. */
const STAGE = ["account", "application", "credentials", "region", "propertyFile"];

/** Orca splits at dots and reads `x[n]`: keys with either cannot be reached. */
const REACHABLE = /^[\w-]+$/;

export function targets(root: Tree): Target[] {
  const found: Target[] = [];
  const add = (path: string) => {
    const steps = after(path, root.path);
    if (!steps || !reachable(steps)) return;
    found.push({ mapping: mappingOf(steps), name: friendly(root, steps), path });
  };
  for (const env of envWithoutValue(root)) add(env);
  const manifest = child(root, "manifest");
  for (const node of manifest ? scalars(manifest) : []) {
    if (node.key !== "apiVersion" && node.key !== "kind") add(node.path);
  }
  for (const key of STAGE) {
    const node = child(root, key);
    if (node) add(node.path);
  }
  return found.sort((a, b) => rank(a) - rank(b));
}

/** Environment and images first: they are what authors nearly always want. */
function rank({ mapping }: Target): number {
  if (/\.env\[\d+\]\.value$/.test(mapping)) return 0;
  if (mapping.endsWith(".image")) return 1;
  return mapping.startsWith("manifest.") ? 2 : 3;
}

/** The mapping that reaches a place; `null` when Orca cannot. */
export function mappingTo(root: Tree, path: string): string | null {
  const steps = after(path, root.path);
  return steps && reachable(steps) ? mappingOf(steps) : null;
}

function reachable(steps: readonly Step[]): boolean {
  return (
    typeof steps.at(-1) === "string" &&
    steps.every((step) => typeof step === "number" || REACHABLE.test(step)) &&
    !(steps.includes("env") && steps.at(-1) === "name")
  );
}

function mappingOf(steps: readonly Step[]): string {
  return formatPath({ document: 0, steps: [...steps] });
}

export function friendly(root: Tree, steps: readonly Step[]): string {
  const at = steps.findIndex((step) => /^(initContainers|containers)$/.test(String(step)));
  const index = steps[at + 1];
  if (at >= 0 && typeof index === "number") {
    const container = place(root, ...steps.slice(0, at + 2)).node;
    const rest = steps.slice(at + 2);
    const [list, item] = rest;
    const name = child(container, "name")?.text || `${steps[at]}[${index}]`;
    if (list === "env" && typeof item === "number") {
      const env = child(container, "env")?.children[item];
      return `${name} › env ${child(env, "name")?.text ?? item}`;
    }
    return [name, ...rest].join(" › ");
  }
  if (steps[0] !== "manifest") return steps.join(" › ");
  const inner = steps.slice(1).join(".");
  if (inner.startsWith("spec.template.spec.")) return ["Pod", ...steps.slice(4)].join(" › ");
  const skipped = inner.startsWith("metadata.") || inner.startsWith("spec.") ? 2 : 1;
  return ["Job", ...steps.slice(skipped)].join(" › ");
}

export function containers(root: Tree): Tree[] {
  const list = place(root, "manifest", "spec", "template", "spec", "containers").node;
  return list?.kind === "sequence" ? list.children : [];
}

function envWithoutValue(root: Tree): string[] {
  return containers(root).flatMap((container) =>
    (child(container, "env")?.children ?? [])
      .filter((env) => !child(env, "value") && !child(env, "valueFrom"))
      .map((env) => place(env, "value").path),
  );
}
