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

/** Places that have a name of their own, the longest first; as the engine names them. */
const PLACES: readonly [readonly string[], string][] = [
  [["manifest", "spec", "template", "metadata"], "pod"],
  [["manifest", "spec", "template", "spec"], "pod"],
  [["manifest", "spec", "template"], "pod"],
  [["manifest", "metadata"], "Job"],
  [["manifest", "spec"], "Job"],
  [["manifest"], "Job"],
];

/** How a pod's own lists are called; the containers by their names alone. */
const SUBJECTS: Record<string, [named: string, unnamed: string]> = {
  containers: ["", "container "],
  initContainers: ["init ", "init container "],
  volumes: ["volume ", "volume "],
};

/** The name of a place for people, as the engine names what a mapping sets. */
export function friendly(root: Tree, steps: readonly Step[]): string {
  const [prefix, subject] =
    PLACES.find(
      ([path]) => steps.length > path.length && path.every((key, at) => steps[at] === key),
    ) ?? [];
  const rest = steps.slice(prefix?.length ?? 0);
  let node = place(root, ...(prefix ?? [])).node;
  const parts: string[][] = [subject === undefined ? [] : [subject]];
  rest.forEach((step, at) => {
    node = typeof step === "number" ? (node?.children[step] ?? null) : child(node, step);
    const last = at === rest.length - 1;
    if (typeof step === "string") {
      if (typeof rest[at + 1] === "number") return;
      const unsaid = step === "valueFrom" ? !last : step === "value" && last && inEnv(rest, at);
      if (!unsaid) parts.at(-1)?.push((!last && SAID[step]) || step);
      return;
    }
    const list = String(rest[at - 1] ?? "");
    const name = child(node, "name")?.text;
    const known = subject === "pod" && at === 1 ? SUBJECTS[list] : undefined;
    const item = name ? `${list} ${name}` : `${list}[${step}]`;
    if (subject === "pod" && at === 1) {
      const [named, unnamed] = known ?? [];
      const said = named === undefined ? item : name ? named + name : `${unnamed}${step + 1}`;
      parts.splice(0, 1, [said], []);
    } else parts.at(-1)?.push(item);
  });
  return parts
    .filter((words) => words.length > 0)
    .map((words) => words.join(" "))
    .join(" › ");
}

/** Keys whose one entry is meant. */
const SAID: Record<string, string> = { labels: "label", annotations: "annotation" };

function inEnv(steps: readonly Step[], at: number): boolean {
  return typeof steps[at - 1] === "number" && steps[at - 2] === "env";
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
