/** Steps as the stand-in pretends them: enough to see every kind of line. */
import type {
  Mark,
  Preview,
  Previewed,
  PreviewLine,
  PreviewRequest,
  Step,
  StageView,
  StepSummary,
  Tree,
} from "../src/bindings";
import { child, scalar } from "../src/state/tree";

const STEPS: readonly Step[] = [
  "authored",
  "loaded",
  "filled",
  "evaluated",
  "submitted",
  "admitted",
];

/** What clouddriver adds, under which key. */
const ADDED = {
  labels: [["app.kubernetes.io/managed-by", "spinnaker"]],
  annotations: [
    ["strategy.spinnaker.io/recreate", '"true"'],
    ["artifact.spinnaker.io/type", "kubernetes/job"],
    ["moniker.spinnaker.io/cluster", "job say-hello"],
  ],
} as const;

export function previewOf(view: StageView, version: number, request: PreviewRequest): Preview {
  const at = (step: Step) => linesOf(view, step, request);
  const fatal = [...walk(view.tree)].find((node) => node.key === "cpu" && node.scalar !== "text");
  const steps = STEPS.map((step): StepSummary => {
    const base = {
      step,
      state: "done" as const,
      message: null,
      range: null,
      added: 0,
      changed: 0,
      dropped: 0,
    };
    if (fatal && step === "loaded") {
      const message =
        "No converter found capable of converting from type [java.lang.Integer] to type [io.kubernetes.client.custom.Quantity]";
      return { ...base, state: "failed", message, range: fatal.range };
    }
    if (fatal && step !== "authored")
      return { ...base, state: "unreached", message: "Orca does not start" };
    if (step === "evaluated" || step === "admitted") {
      return { ...base, state: "unknown", message: "This version cannot show the step yet" };
    }
    const count = (kind: Mark["kind"]) => at(step).filter(({ mark }) => mark?.kind === kind).length;
    return { ...base, added: count("added"), changed: count("changed"), dropped: count("dropped") };
  });
  const parameters = view.parameters.map(({ name, problem, path }) => ({
    name,
    value: path === null ? null : (valueOf(view, name, request) ?? null),
    failure: problem === null ? null : "Invalid index 1 for list containers",
  }));
  return { version, step: request.step, steps, lines: number(at(request.step)), parameters };
}

function valueOf(view: StageView, name: string, request: PreviewRequest): string | undefined {
  const typed = request.values.find((value) => value.name === name)?.text;
  if (typed !== undefined) return typed;
  const item = child(view.tree, "parameters")?.children.find(
    (entry) => scalar(child(entry, "name")) === name,
  );
  return scalar(child(item, "defaultValue")) ?? undefined;
}

function linesOf(view: StageView, step: Step, request: PreviewRequest): PreviewLine[] {
  const lines: PreviewLine[] = [];
  const from = step === "submitted" ? (child(view.tree, "manifest") ?? view.tree) : view.tree;
  emit(from, 0, "", (node, text) => {
    const range = node.kind === "scalar" ? node.range : (node.keyRange ?? node.range);
    const line: PreviewLine = { number: 1, text, path: node.path, range, mark: null };
    if (node.key === "podReplacementPolicy" && step === "loaded") {
      line.number = null;
      line.mark = { kind: "dropped", reason: "not in client-java 19", parameter: null };
    } else if (node.key === "podReplacementPolicy" && step !== "authored") return;
    const [by] = node.setBy;
    const value = by === undefined ? undefined : valueOf(view, by, request);
    if (by !== undefined && value !== undefined && (step === "filled" || step === "submitted")) {
      line.text = text.replace(/:.*$/, `: ${value || '""'}`);
      if (step === "filled") line.mark = { kind: "changed", reason: `from ${by}`, parameter: by };
    }
    lines.push(line);
    if (step === "submitted" && node.key === "metadata") lines.push(...added());
  });
  return lines;
}

function added(): PreviewLine[] {
  const mark = { kind: "added" as const, reason: "added by clouddriver", parameter: null };
  return Object.entries(ADDED).flatMap(([key, entries]) =>
    [`  ${key}:`, ...entries.map(([name, value]) => `    ${name}: ${value}`)].map((text) => ({
      ...{ number: 1, text, path: "", range: null, mark },
    })),
  );
}

function emit(
  node: Tree,
  depth: number,
  lead: string,
  out: (node: Tree, text: string) => void,
): void {
  node.children.forEach((entry, index) => {
    const indent = index === 0 && lead !== "" ? lead : "  ".repeat(depth);
    if (node.kind === "sequence") {
      if (entry.kind === "scalar")
        for (const text of block(`${"  ".repeat(depth)}- `, entry, depth)) out(entry, text);
      else emit(entry, depth + 1, `${"  ".repeat(depth)}- `, out);
      return;
    }
    if (entry.kind === "scalar") {
      for (const text of block(`${indent}${entry.key}: `, entry, depth)) out(entry, text);
    } else {
      out(entry, `${indent}${entry.key}:`);
      emit(entry, entry.kind === "sequence" ? depth : depth + 1, "", out);
    }
  });
}

function block(lead: string, node: Tree, depth: number): string[] {
  if (!node.text.includes("\n")) return [`${lead}${node.text === "" ? '""' : node.text}`];
  const lines = node.text.replace(/\n$/, "").split("\n");
  return [`${lead}|`, ...lines.map((line) => `${"  ".repeat(depth + 1)}${line}`)];
}

function number(lines: PreviewLine[]): PreviewLine[] {
  let next = 1;
  return lines.map((line) => (line.number === null ? line : { ...line, number: next++ }));
}

function* walk(node: Tree): Generator<Tree> {
  yield node;
  for (const entry of node.children) yield* walk(entry);
}

/** The preview as it comes with a change, if one was asked for. */
export function previewedOf(
  views: readonly StageView[],
  version: number,
  wish: PreviewRequest | null,
): Previewed | null {
  const view = wish && views[wish.stage];
  return view ? { kind: "preview", preview: previewOf(view, version, wish) } : null;
}
