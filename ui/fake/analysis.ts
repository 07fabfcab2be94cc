/** What the stand-in knows of a text: stages, mappings, and a handful of findings. */
import type {
  Edit,
  Finding,
  Form,
  ParameterUse,
  Severity,
  StageKind,
  StageView,
  Tree,
} from "../src/bindings";
import { friendly } from "../src/design/mapping";
import { after, parsePath } from "../src/state/path";
import { child, find, place, scalar, scalars } from "../src/state/tree";
import { read } from "./trees";

export interface Analysis {
  form: Form;
  views: StageView[];
  findings: Finding[];
}

export function analyze(text: string): Analysis {
  const { root, errors } = read(text);
  const found = root ? stagesOf(root) : [];
  const findings: Finding[] = errors.map(({ message, range }) => ({
    ...{ rule: "syntax", severity: "error" as const, message, stage: null, path: "", range },
    fixes: [],
  }));
  const views = found.map(({ kind, tree }, index) => {
    findings.push(...(kind === "kubernetes" ? judge(tree, index) : []));
    return { ...view(kind, tree, index) };
  });
  for (const each of views) {
    const own = findings.filter(({ stage }) => stage === each.summary.index);
    each.summary.errors = own.filter(({ severity }) => severity === "error").length;
    each.summary.warnings = own.filter(({ severity }) => severity === "warning").length;
  }
  return { form: formOf(root), views, findings };
}

function formOf(root: Tree | null): Form {
  if (root?.kind === "sequence") return { name: "fragment", reason: "a list of stages" };
  if (child(root, "manifest")) return { name: "plugin", reason: "one stage without a wrapper" };
  return { name: "profile", reason: "job.preconfigured at the top" };
}

function stagesOf(root: Tree): { kind: StageKind; tree: Tree }[] {
  const all = (kind: StageKind, ...keys: string[]) =>
    (place(root, ...keys).node?.children ?? []).map((tree) => ({ kind, tree }));
  if (root.kind === "sequence") return root.children.map((tree) => ({ kind: "kubernetes", tree }));
  if (child(root, "manifest")) return [{ kind: "kubernetes", tree: root }];
  return [
    ...all("kubernetes", "job", "preconfigured", "kubernetes"),
    ...all("titus", "job", "preconfigured", "titus"),
    ...all("webhook", "webhook", "preconfigured"),
  ];
}

function view(kind: StageKind, tree: Tree, index: number): StageView {
  const items = child(tree, "parameters")?.children ?? [];
  const parameters = items.map((item, at): ParameterUse => use(tree, item, at));
  for (const { path, name } of parameters) {
    if (path !== null) find(tree, path)?.setBy.push(name);
  }
  const label = scalar(child(tree, "label")) ?? "";
  const type = scalar(child(tree, "type")) ?? "";
  const { line } = tree.range.from;
  const summary = {
    index,
    kind,
    label,
    type,
    path: tree.path,
    line,
    errors: 0,
    warnings: 0,
    broken: false,
  };
  return { summary, range: tree.range, tree, parameters };
}

function use(tree: Tree, item: Tree, index: number): ParameterUse {
  const name = scalar(child(item, "name")) ?? "";
  const mapping = scalar(child(item, "mapping"));
  const steps = mapping === null ? null : parsePath(mapping)?.steps;
  const base = { index, name, mapping, target: null, path: null, problem: null };
  if (!steps) return base;
  const target = place(tree, ...steps);
  if (!target.node) return { ...base, problem: `nothing at ${mapping}` };
  return { ...base, path: target.path, target: friendly(tree, steps) };
}

function judge(tree: Tree, stage: number): Finding[] {
  const found: Finding[] = [];
  const say = (
    rule: string,
    severity: Severity,
    message: string,
    node: Tree,
    path: string,
    title: string,
    edit: Edit,
  ) =>
    found.push({
      ...{ rule, severity, message, stage, path, range: node.keyRange ?? node.range },
      fixes: [{ title, safe: true, edit }],
    });
  const name = place(tree, "manifest", "metadata", "name");
  if (name.node) {
    say(
      "fixed-job-name",
      "warning",
      "Two runs at once would replace each other.",
      name.node,
      name.path,
      "Use generateName",
      {
        kind: "many",
        edits: [
          { kind: "set", path: name.path, value: { kind: "text", text: `${name.node.text}-` } },
          { kind: "renameKey", path: name.path, to: "generateName" },
        ],
      },
    );
  }
  const spec = place(tree, "manifest", "spec");
  if (spec.node && !child(spec.node, "ttlSecondsAfterFinished")) {
    const path = `${spec.path}.ttlSecondsAfterFinished`;
    say(
      "never-cleaned-up",
      "warning",
      "Spinnaker deletes no Job: finished ones pile up in the namespace.",
      spec.node,
      path,
      "Add 24 hours",
      {
        ...{ kind: "set", path, value: { kind: "number", text: "86400" } },
      },
    );
  }
  for (const node of scalars(tree)) {
    const steps = after(node.path, tree.path) ?? [];
    if (node.key === "cpu" && node.scalar !== "text" && steps.includes("resources")) {
      say(
        "would-not-start",
        "error",
        `cpu: ${node.text} is a number; a quantity must be quoted text.`,
        node,
        node.path,
        "Quote it",
        {
          ...{ kind: "set", path: node.path, value: { kind: "text", text: node.text } },
        },
      );
    }
  }
  return found;
}
