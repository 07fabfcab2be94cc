/**
 * A stand-in for the program around the window: an engine in a few hundred
 * lines and a disk in memory. For tests and for looking at the window in a
 * browser (`npm run dev`, then `/?fake`); never part of the shipped bundle.
 */
import type {
  AbandonedDraft,
  CommandError,
  GitHead,
  MergePart,
  NewStage,
  OnDisk,
  Opened,
  StageDifference,
  StageKind,
  TextChange,
  Update,
  WebhookAnswer,
  WebhookPreview,
} from "../src/bindings";
import type { Commands, Platform } from "../src/platform";
import { analyze, type Analysis } from "./analysis";
import { changesOf } from "./edit";
import { keptCommands, linkOf, outputsOf, registrationOf, upgradeOf } from "./facts";
import { filesOf, installationOf } from "./installation";
import sample from "./orca-local.yml?raw";
import { authoring } from "./authoring";
import { describedAt } from "./described";
import { previewOf, previewedOf } from "./preview";
import { explanationOf, mendedOf } from "./problems";
import { FakeRuns } from "./runs";

const EXPRESSION = /\$\{[^}]*\}/g;

function rangeOf(line: number, column: number, text: string) {
  return { from: { line, column }, to: { line, column: column + text.length } };
}

interface Open {
  path: string | null;
  text: string;
  base: string | null;
  version: number;
  analysis: Analysis;
}

export class Fake implements Platform {
  disk: Record<string, string>;
  /** Names of the commands called, in order. */
  calls: string[] = [];
  startWith: string[] = [];
  recent: string[] = [];
  /** What dialogs answer. */
  picked: string[] = [];
  /** Held back answers: a test lets them go. */
  delay: () => Promise<void> = () => Promise.resolve();
  settings: Record<string, string> = {};
  target = "2026.2";
  diskChanged: (buffer: number) => void = () => undefined;
  trouble: (error: CommandError) => void = () => undefined;
  /** What a crash left behind. */
  drafts: AbandonedDraft[] = [];
  /** What the merge commands answer. */
  parts: MergePart[] = [];
  head: GitHead | null = null;
  request: WebhookPreview | null = null;
  /** Addresses that something was sent to, and what they answer. */
  sent: string[] = [];
  answer = { status: "200 OK", headers: [], body: "", cut: false, took: 1 } as WebhookAnswer;
  differences: StageDifference[] = [];
  dropped: (paths: string[]) => void = () => undefined;
  readonly runs = new FakeRuns();
  #open = new Map<number, Open>();
  #next = 1;
  #plans: { path: string; text: string }[] = [];

  constructor(disk: Record<string, string> = {}) {
    this.disk = disk;
  }

  onDiskChange(heard: (buffer: number) => void): void {
    this.diskChanged = heard;
  }

  onTrouble(heard: (error: CommandError) => void): void {
    this.trouble = heard;
  }

  onDrop(_over: (paths: string[] | null) => void, dropped: (paths: string[]) => void): void {
    this.dropped = dropped;
  }

  onClosing(heard: (going: number) => void): void {
    this.runs.closing = heard;
  }

  channel = ((heard: (news: unknown) => void) => ({ onmessage: heard })) as Platform["channel"];
  pickKubeconfigs = () => Promise.resolve(this.picked);
  pickLog = (suggested: string) => Promise.resolve(this.picked[0] ?? suggested);

  pickFiles = () => Promise.resolve(this.picked);
  pickFolder = () => Promise.resolve(this.picked[0] ?? null);
  pickTarget = (suggested: string | null) => Promise.resolve(this.picked[0] ?? suggested);

  /** The engine's copy of a text. */
  textOf(buffer: number): string {
    return this.#get(buffer).text;
  }

  #get(buffer: number): Open {
    const open = this.#open.get(buffer);
    if (!open) throw failed(`No buffer ${buffer}`);
    return open;
  }

  #opened(path: string | null, text: string): Opened {
    const buffer = this.#next++;
    const open = {
      path,
      text,
      base: path === null ? "" : text,
      version: 1,
      analysis: analyze(text),
    };
    this.#open.set(buffer, open);
    return this.#answer(buffer, open);
  }

  #answer(buffer: number, open: Open): Opened {
    const name = open.path?.split("/").at(-1) ?? "untitled.yml";
    const update = this.#update(open, 0);
    return { buffer, path: open.path, name, text: open.text, readOnly: null, update };
  }

  #update(open: Open, stage: number | null): Update {
    const { form, views, findings } = open.analysis;
    const stages = views.map(({ summary }) => summary);
    const view = stage === null ? null : (views[stage] ?? null);
    const gone = open.path !== null && this.disk[open.path] === undefined;
    const unsaved = gone || open.text !== open.base;
    return { version: open.version, form, stages, findings, stage: view, unsaved };
  }

  #put(open: Open, text: string): void {
    open.text = text;
    open.version += 1;
    open.analysis = analyze(text);
  }

  #onDisk(open: Open, text: string | undefined): OnDisk {
    if (text === undefined) return { kind: "gone" };
    if (text === open.base) return { kind: "same" };
    if (open.text !== open.base && open.text !== text) return { kind: "conflict", text };
    open.base = text;
    return open.text === text ? { kind: "same" } : { kind: "newer", text };
  }

  #at(buffer: number, version: number): Open {
    const open = this.#get(buffer);
    if (open.version !== version)
      throw { code: "outOfStep", message: "versions differ", remedy: "" };
    return open;
  }

  #line(buffer: number, version: number, line: number): string {
    return this.#at(buffer, version).text.split("\n")[line - 1] ?? "";
  }

  commands: Commands = this.#recorded({
    startup: async () => ({
      ...{ paths: this.startWith, recent: this.recent, version: "0.1.0" },
      targets: ["2025.0", "2025.4", "2026.1", "2026.2"],
      target: "2026.2",
    }),
    open: async (path) => {
      const text = this.disk[path];
      if (text === undefined) throw failed(`There is no file ${path}.`, "Check the path.");
      return this.#opened(path, text);
    },
    newBuffer: async () => this.#opened(null, ""),
    openWorkspace: async (root) => {
      const inside = Object.keys(this.disk).filter((path) => path.startsWith(`${root}/`));
      if (inside.length === 0) throw failed(`${root} is no folder.`);
      const files = inside.map((path) => ({
        ...{ path, name: path.slice(root.length + 1) },
        holdsStages: /preconfigured/.test(this.disk[path] ?? ""),
      }));
      return { root, files, note: null };
    },
    close: async (buffer) => (this.#open.delete(buffer), null),
    change: async (buffer, version, changes, stage, wish) => {
      const open = this.#get(buffer);
      if (open.version !== version) return { kind: "outOfStep" };
      this.#put(open, changed(open.text, changes));
      const previewed = previewedOf(open.analysis.views, open.version, wish);
      return { kind: "update", update: this.#update(open, stage), previewed };
    },
    replaceText: async (buffer, _version, text, stage) => {
      const open = this.#get(buffer);
      this.#put(open, text);
      return this.#update(open, stage);
    },
    look: async (buffer, version, stage) => {
      const open = this.#at(buffer, version);
      return { ...this.#update(open, stage), form: null, stages: null, findings: null };
    },
    edit: async (buffer, version, edit) => ({
      version,
      changes: changesOf(this.#at(buffer, version).text, edit),
    }),
    preview: async (buffer, version, request) => {
      const view = this.#at(buffer, version).analysis.views[request.stage];
      if (!view) throw failed("There is no such stage.");
      return previewOf(view, version, request);
    },
    save: async (buffer, version, path) => {
      const open = this.#at(buffer, version);
      const target = path ?? open.path;
      if (target === null) throw failed("The file has no name yet.");
      if (
        target === open.path &&
        this.disk[target] !== open.base &&
        this.disk[target] !== undefined
      ) {
        throw { code: "changedOnDisk", message: "The file changed on disk.", remedy: "" };
      }
      this.disk[target] = open.text;
      open.path = target;
      open.base = open.text;
      return { path: target };
    },
    reload: async (buffer) => {
      const open = this.#get(buffer);
      const text = this.disk[open.path ?? ""];
      if (text === undefined) throw failed("The file is gone.");
      open.base = text;
      this.#put(open, text);
      return this.#answer(buffer, open);
    },
    onDisk: async (buffer) => {
      const open = this.#get(buffer);
      if (open.path === null) return { kind: "same" };
      return this.#onDisk(open, this.disk[open.path]);
    },
    setTarget: async (target) => {
      this.target = target;
      return null;
    },
    exportPlan: async (_version, request) => {
      const { text, analysis } = this.#get(request.buffer);
      const all = analysis.views.map(({ summary }) => summary.type);
      const added = request.stages.length > 0 ? request.stages.map((at) => all[at] ?? "") : all;
      const before = this.disk[request.path] ?? null;
      const plan = this.#plans.push({ path: request.path, text }) - 1;
      return { plan, path: request.path, before, after: text, added, replaced: [], notes: [] };
    },
    exportWrite: async (plan) => {
      const made = this.#plans[plan];
      if (!made) throw failed("There is no such plan.");
      this.disk[made.path] = made.text;
      return { path: made.path };
    },
    outputs: async (request) => outputsOf(request),
    logLink: async () => linkOf(),
    registration: async (buffer) => registrationOf(this.#get(buffer).analysis),
    installationFiles: async (buffer) => filesOf(this.#get(buffer).path),
    installation: async ({ files }) => installationOf(files, [...this.#open.values()]),
    upgrade: async (_buffer, _version, old) => upgradeOf(old),
    ...keptCommands((buffer) => ({ disk: this.disk, file: this.#get(buffer).path })),
    exportDestination: async (installer) => ({
      place: `where ${installer} looks`,
      steps: ["`apply`"],
      restart: "Orca restarts.",
    }),
    compareRunning: async () => this.differences,
    compareDeployed: async (_buffer, _version, _place, kubeContext) =>
      this.runs.told(kubeContext, { names: ["Secret orca"], stages: this.differences }),
    freshStage: async (buffer, version, kind) => freshOf(this.#at(buffer, version).analysis, kind),
    webhookPreview: async () => this.request,
    explainRule: async (id) => explanationOf(id),
    safeFixes: async (buffer, version, rule) => mendedOf(this.#at(buffer, version), version, rule),
    webhookSend: async (_buffer, _version, _request, confirmed) => {
      this.sent.push(confirmed);
      return this.answer;
    },
    abandonedDrafts: async () => ({ drafts: this.drafts, troubles: [] }),
    discardDraft: async (id) => {
      this.drafts = this.drafts.filter((draft) => draft.id !== id);
      return null;
    },
    mergeOutside: async () => this.parts,
    mergeTexts: async () => this.parts,
    gitHead: async () => this.head,
    describe: async (_kind, path) => describedAt(path),
    completeExpression: async (buffer, version, _request, at) => {
      const before = this.#line(buffer, version, at.line).slice(0, at.column);
      const typed = /\$\{[^}]*?([\w.]*)$/.exec(before);
      if (!typed) return null;
      const from = { line: at.line, column: at.column - (typed[1]?.length ?? 0) };
      const about = "The trigger's parameters";
      const option = { text: "parameters", kind: "name" as const, detail: "{}", about };
      return { from, options: [option] };
    },
    hoverExpression: async (buffer, version, _request, { line, column }) => {
      for (const { index, 0: text } of this.#line(buffer, version, line).matchAll(EXPRESSION)) {
        if (column < index || column > index + text.length) continue;
        const range = rangeOf(line, index, text);
        return { range, title: text.slice(2, -1), value: "null", about: "" };
      }
      return null;
    },
    expressionMarks: async (buffer, version) =>
      this.#at(buffer, version)
        .text.split("\n")
        .flatMap((text, line) =>
          [...text.matchAll(EXPRESSION)].map(({ index, 0: found }) => ({
            range: rangeOf(line + 1, index, found),
            fate: found.includes("parameters.") ? ("taken" as const) : ("survives" as const),
            why: "",
          })),
        ),
    ...authoring,
    ...this.runs.commands,
    builtInExecution: async () =>
      JSON.stringify({ application: "myapp", trigger: { type: "manual", parameters: {} } }),
    setting: async (name) => this.settings[name] ?? null,
    setSetting: async (name, value) => {
      this.settings[name] = value;
      return null;
    },
  });

  /** Every command waits for `delay` and is written down. */
  #recorded(commands: Commands): Commands {
    const wrapped = Object.entries(commands).map(([name, command]) => [
      name,
      async (...given: unknown[]) => {
        this.calls.push(name);
        await this.delay();
        return (command as (...given: unknown[]) => unknown)(...given);
      },
    ]);
    return Object.fromEntries(wrapped) as Commands;
  }
}

/** A stage with a label and a type, at the end of its kind's list. */
function freshOf({ views }: Analysis, kind: StageKind): NewStage | null {
  const last = views.filter(({ summary }) => summary.kind === kind).at(-1)?.summary.path;
  const at = last && /^(.*)\[(\d+)\]$/.exec(last);
  const entries: [string, { kind: "text"; text: string }][] = [
    ["label", { kind: "text", text: `New ${kind}` }],
    ["type", { kind: "text", text: `new-${kind}` }],
  ];
  const value = { kind: "map" as const, entries };
  if (at) {
    const path = `${at[1]}[${Number(at[2]) + 1}]`;
    return { edit: { kind: "insert", path, value }, path };
  }
  const list = kind === "webhook" ? "webhook.preconfigured" : `job.preconfigured.${kind}`;
  return {
    edit: { kind: "set", path: list, value: { kind: "list", items: [value] } },
    path: `${list}[0]`,
  };
}

function failed(message: string, remedy = "") {
  return { code: "failed", message, remedy };
}

function changed(text: string, changes: readonly TextChange[]): string {
  return changes.reduceRight(
    (made, { from, to, insert }) => made.slice(0, from) + insert + made.slice(to),
    text,
  );
}

/** For a browser: `/?fake` opens a file, `/?fake&empty` nothing. */
export function fakeFromAddress(search: string): Fake {
  const asked = new URLSearchParams(search);
  const root = "/home/you/delivery";
  const fake = new Fake({
    [`${root}/orca-local.yml`]: sample,
    [`${root}/staging/orca-local.yml`]: sample.split("webhook:")[0] ?? "",
    [`${root}/values.yml`]: "replicas: 2\n",
  });
  fake.startWith = asked.has("empty")
    ? []
    : asked.has("folder")
      ? [root]
      : [`${root}/orca-local.yml`];
  fake.recent = [`${root}/orca-local.yml`, root];
  const layout: Record<string, unknown> = { theme: asked.get("theme") ?? "system" };
  if (asked.has("mode")) layout.mode = asked.get("mode");
  Object.assign(globalThis, { fake });
  fake.settings = { layout: JSON.stringify(layout) };
  return fake;
}
