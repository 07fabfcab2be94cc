/** What a stage holds that the form has no control for: it is reached in the YAML. */
import type { StageKind, Tree } from "../bindings";
import { after } from "../state/path";
import { scalars, uniform } from "../state/tree";
import { friendly } from "./mapping";

/** `true` is shown whole; an object is looked into; a list's items likewise. */
type Shown = true | { [key: string]: Shown } | Shown[];

const RESOURCES: Shown = { requests: true, limits: true };
const CONTAINER: Shown = {
  name: true,
  image: true,
  command: true,
  args: true,
  env: true,
  resources: RESOURCES,
};
const STAGE: Record<string, Shown> = Object.fromEntries(
  [
    ..."label type description account credentials application cloudProvider propertyFile".split(
      " ",
    ),
    ..."region enabled waitForCompletion producesArtifacts uiType parameters".split(" "),
  ].map((key) => [key, true as const]),
);
const JOB: Shown = {
  apiVersion: true,
  kind: true,
  metadata: { name: true, generateName: true, namespace: true, labels: true, annotations: true },
  spec: {
    backoffLimit: true,
    activeDeadlineSeconds: true,
    ttlSecondsAfterFinished: true,
    template: { spec: { restartPolicy: true, containers: [CONTAINER] } },
  },
};

const of = (names: string): { [key: string]: Shown } =>
  Object.fromEntries(names.split(" ").map((key) => [key, true as const]));
/** What the cards of the other kinds show. */
const WEBHOOK: Shown = {
  ...STAGE,
  ...of("method url customHeaders payload statusUrlResolution statusUrlJsonPath statusJsonPath"),
  ...of("progressJsonPath successStatuses canceledStatuses terminalStatuses waitBeforeMonitor"),
  ...of("cancelEndpoint cancelMethod cancelPayload"),
};
const TITUS: Shown = {
  ...STAGE,
  cluster: {
    ...of("imageId application region runtimeLimitSecs retries env"),
    resources: of("cpu gpu memory disk networkMbps"),
    capacity: of("desired min max"),
  },
};

export interface Rest {
  node: Tree;
  name: string;
  /** A short value, to be shown beside the name. */
  value: string;
}

export function rest(root: Tree, kind: StageKind): Rest[] {
  const shown: Shown = kind === "kubernetes" ? { ...STAGE, manifest: JOB } : shownOf(kind);
  const left = [...unshown(root, shown)];
  const fields = kind === "kubernetes" ? [] : generic(root, kind).map(({ node }) => node.path);
  return left
    .flatMap((node) =>
      fields.some((path) => after(path, node.path)) ? withoutFields(node, fields) : [node],
    )
    .map((node) => ({
      node,
      name: friendly(root, after(node.path, root.path) ?? []),
      value: node.kind === "scalar" && !node.text.includes("\n") ? node.text : "",
    }));
}

/** Scalars of Titus and webhook stages that are edited by their names alone. */
export function generic(root: Tree, kind: StageKind): Rest[] {
  if (kind === "kubernetes") return [];
  return [...unshown(root, shownOf(kind))]
    .flatMap((node) => [...scalars(node)])
    .filter((node) => (after(node.path, root.path) ?? []).every((step) => typeof step === "string"))
    .map((node) => ({
      node,
      name: (after(node.path, root.path) ?? []).join(" › "),
      value: node.text,
    }));
}

function shownOf(kind: StageKind): Shown {
  return kind === "titus" ? TITUS : WEBHOOK;
}

function withoutFields(node: Tree, fields: readonly string[]): Tree[] {
  if (fields.includes(node.path)) return [];
  if (!fields.some((path) => after(path, node.path))) return [node];
  return node.children.flatMap((entry) => withoutFields(entry, fields));
}

function* unshown(node: Tree, shown: Shown): Generator<Tree> {
  if (shown === true) return;
  for (const [index, entry] of node.children.entries()) {
    const inside = Array.isArray(shown)
      ? shown[0]
      : node.kind === "sequence"
        ? undefined
        : lookup(shown, entry);
    if (inside === undefined) yield entry;
    else if (fits(entry, inside)) yield* unshown(entry, inside);
    else yield entry;
    if (index > 10_000) return;
  }
}

function lookup(shown: { [key: string]: Shown }, entry: Tree): Shown | undefined {
  if (entry.key === null) return undefined;
  const wanted = uniform(entry.key);
  return shown[entry.key] ?? Object.entries(shown).find(([key]) => uniform(key) === wanted)?.[1];
}

/** Whether a node has the shape that the form expects; else the YAML shows it. */
function fits(node: Tree, shown: Shown): boolean {
  if (shown === true) return true;
  return node.kind === (Array.isArray(shown) ? "sequence" : "mapping");
}
