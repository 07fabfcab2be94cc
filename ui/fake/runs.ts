/** Made-up clusters and runs for the stand-in: what commands answer, and a run by hand. */
import type {
  ClusterJob,
  CommandError,
  Confirmed,
  KubeContext,
  LogLine,
  Leftover,
  RunDifference,
  RunNews,
  RunPreflight,
  RunRequest,
  RunShown,
  RunSummary,
} from "../src/bindings";
import type { Commands } from "../src/platform";

type RunCommands = Pick<
  Commands,
  | "kubeContexts"
  | "chooseKubeContext"
  | "nameKubeconfigs"
  | "setReadOnly"
  | "reachCluster"
  | "preflight"
  | "startRun"
  | "stopRun"
  | "forceRun"
  | "runs"
  | "openRun"
  | "isAsRun"
  | "compareRuns"
  | "logPage"
  | "searchLog"
  | "saveLog"
  | "leftovers"
  | "cleanLeftovers"
  | "closeWindow"
  | "leaveRuns"
  | "stopRuns"
  | "clusterJobs"
  | "importClusterJob"
>;

export function context(name: string, more: Partial<KubeContext> = {}): KubeContext {
  return {
    ...{ name, file: "/home/you/.kube/config", cluster: name, server: `https://${name}:6443` },
    ...{ user: "you", signIn: "a client certificate", namespace: "stage", proxy: null },
    ...{ tlsServerName: null, insecure: false, protected: null, readOnly: false, trouble: null },
    ...more,
  };
}

export class FakeRuns {
  contexts: KubeContext[] = [
    context("kind-dev"),
    context("shop-prod", { protected: "shop-prod has the word prod." }),
  ];
  chosen: string | null = null;
  moved: string | null = null;
  further: string[] = [];
  /** What the next question to the cluster ends with. */
  refused: CommandError | null = null;
  found: Partial<RunPreflight> = {};
  /** What was checked and what was started, with the version of the text. */
  checked: { version: number; request: RunRequest }[] = [];
  started: { version: number; request: RunRequest; confirmed: Confirmed }[] = [];
  /** Until when a check waits for its answer. */
  answers: Promise<void> = Promise.resolve();
  /** Stopped runs, by number; forced ones too. */
  stopped: number[] = [];
  forced: number[] = [];
  /** The way to the window of the run that was started last. */
  tell: (news: RunNews[]) => void = () => undefined;
  history: RunShown[] = [];
  differences: RunDifference[] = [];
  /** Whether stages have changed since they were run. */
  changed = false;
  /** Logs by file. */
  logs: Record<string, string[]> = {};
  saved: [string, string][] = [];
  left: Leftover[] = [];
  closing: (going: number) => void = () => undefined;
  leavings: ("stopped" | "left")[] = [];
  /** When runs that are stopped all at once have ended. */
  allStopped: Promise<void> = Promise.resolve();
  /** Clean-ups by force. */
  forcedCleaning = 0;
  /** What a clean-up cannot remove but by force. */
  lingering: string[] = [];
  windowClosed = 0;
  /** The Jobs that are there in whichever cluster is chosen. */
  jobs: ClusterJob[] = [];

  #contexts() {
    const files = ["/home/you/.kube/config", ...this.further].map((path) => ({
      ...{ path, further: this.further.includes(path), there: true },
    }));
    const chosen = this.chosen === null ? null : { name: this.chosen, moved: this.moved };
    return { contexts: this.contexts, files, chosen, trouble: null };
  }

  /** An answer, unless the window means another kube context than is chosen. */
  told<T>(kubeContext: string, answer: T): T {
    if (kubeContext === this.chosen) return answer;
    const message = `${this.chosen} is chosen now, not ${kubeContext}: neither was asked.`;
    throw { code: "failed", message, remedy: `If you mean ${this.chosen}, do this again.` };
  }

  readonly commands: RunCommands = {
    kubeContexts: async () => this.#contexts(),
    chooseKubeContext: async (_place, name) => {
      this.chosen = name;
      this.moved = null;
      return this.#contexts();
    },
    nameKubeconfigs: async (_place, paths) => {
      this.further = paths;
      return this.#contexts();
    },
    setReadOnly: async (_place, name, readOnly) => {
      this.contexts = this.contexts.map((one) => (one.name === name ? { ...one, readOnly } : one));
      return this.#contexts();
    },
    reachCluster: async () => {
      if (this.refused) throw this.refused;
      const kubeContext = this.chosen ?? "";
      return { kubeContext, version: "v1.34.4", namespaces: ["default", "stage"], refused: null };
    },
    preflight: async (_buffer, version, request) => {
      this.checked.push({ version, request });
      await this.answers;
      if (this.refused) throw this.refused;
      return this.#found(request);
    },
    startRun: async (_buffer, version, request, confirmed, news) => {
      this.started.push({ version, request, confirmed });
      this.tell = (told) => news.onmessage(told);
      return this.started.length;
    },
    stopRun: async (run) => {
      this.stopped.push(run);
      return null;
    },
    forceRun: async (run) => {
      this.forced.push(run);
      return { run: "r", deleted: ["pod p"], terminating: [], trouble: null };
    },
    runs: async () => this.history.map(({ summary }) => summary),
    openRun: async (id) => {
      const run = this.history.find(({ summary }) => summary.id === id);
      if (!run) throw { code: "failed", message: `No run has the id ${id}.`, remedy: "" };
      return run;
    },
    isAsRun: async () => !this.changed,
    compareRuns: async () => this.differences,
    logPage: async (_run, file, from, count) => {
      const all = this.logs[file] ?? [];
      const lines = all.slice(from, from + count).map(lineOf);
      return { total: all.length, from, lines };
    },
    searchLog: async (_run, file, text, from, backwards) => {
      const has = (line: string) => line.toLowerCase().includes(text.toLowerCase());
      const all = this.logs[file] ?? [];
      const at = backwards
        ? all.slice(0, from).findLastIndex(has)
        : all.findIndex((line, index) => index >= from && has(line));
      return at < 0 ? null : at;
    },
    saveLog: async (_run, file, path) => {
      this.saved.push([file, path]);
      return null;
    },
    leftovers: async () => this.left,
    cleanLeftovers: async (force) => {
      if (force) this.forcedCleaning += 1;
      const terminating = force ? [] : this.lingering;
      const told = this.left.map(({ run }) => ({
        ...{ run, deleted: [`job ${run}`], terminating, trouble: null },
      }));
      if (terminating.length === 0) this.left = [];
      return told;
    },
    closeWindow: async () => {
      this.windowClosed += 1;
      return null;
    },
    leaveRuns: async () => {
      this.leavings.push("left");
      return null;
    },
    clusterJobs: async (_place, kubeContext) => this.told(kubeContext, this.jobs),
    importClusterJob: async (_place, kubeContext, _namespace, _cron, label) =>
      this.told(kubeContext, { label, yaml: `label: ${label}\n`, notes: [], literals: [] }),
    stopRuns: async () => {
      await this.allStopped;
      this.leavings.push("stopped");
      return null;
    },
  };

  #found(request: RunRequest): RunPreflight {
    const context = this.contexts.find(({ name }) => name === this.chosen);
    const access = (verb: string, resource: string, needed: boolean) => ({
      ...{ verb, resource, needed, allowed: true },
    });
    return {
      ...{ kubeContext: this.chosen ?? "", server: context?.server ?? "" },
      namespace: request.namespace ?? "spinnaker",
      namespaceFrom: request.namespace === null ? "manifest" : "chosen",
      ...{ serviceAccount: "default", protected: context?.protected ?? null, replaces: null },
      expressions: [],
      access: [access("create", "jobs", true), access("get", "pods/log", false)],
      uses: [{ kind: "service account", name: "default", optional: false, there: true }],
      ...{ secrets: [], services: [], warnings: [], problems: [], unknown: [] },
      spinnaker:
        request.spinnaker === null
          ? null
          : { account: request.spinnaker, access: [access("create", "jobs", true)] },
      changes: [{ path: "metadata.name", was: null, now: '"say-hello-x"', why: "its own" }],
      admitted: [
        { number: 1, text: "kind: Job", path: "kind", range: null, mark: null },
        {
          ...{ number: 2, text: "suspend: false", path: "suspend", range: null },
          mark: { kind: "added", reason: "by the API server", parameter: null },
        },
      ],
      ...this.found,
    };
  }
}

function lineOf(text: string): LogLine {
  return { at: "2026-01-01T09:41:07Z", text, more: 0 };
}

export function summary(id: string, more: Partial<RunSummary> = {}): RunSummary {
  return {
    ...{ id, stage: "echoPhrase", label: "Echo", file: "/w/orca-local.yml" },
    ...{ kubeContext: "kind-dev", namespace: "spinnaker", started: "2026-01-01T09:41:00Z" },
    ...{ ended: "2026-01-01T09:41:09Z", reason: "Succeeded", message: "It succeeded." },
    ...more,
  };
}

/** A run that is over, with one Job, one log and one output. */
export function shown(id: string, more: Partial<RunShown> = {}): RunShown {
  const verdict = {
    ...{ status: "SUCCEEDED", jobState: "Succeeded", error: null },
    ...{ kubernetes: "Complete", notes: [] },
  };
  const log = {
    ...{ file: "p.main.0.log", pod: "p", container: "main", attempt: 0, lines: 2 },
    missing: [],
  };
  const outputs = [{ name: "release", value: "1.1.1", expression: "${release}" }];
  return {
    summary: summary(id),
    parameters: [{ name: "PHRASE", text: "hi" }],
    masked: [],
    exact: false,
    timeout: 7200,
    again: {
      ...{ definition: null, definitionMasked: false, given: [] },
      ...{ target: "2025.4", reruns: 0 },
    },
    attempts: [
      {
        job: "j",
        timeLine: [moment("created")],
        logs: [log],
        verdict,
        outputs,
        changes: [],
        logLink: null,
        logLinkProblems: [],
      },
    ],
    ...more,
  };
}

export function moment(what: string, trouble = false) {
  return {
    ...{ at: "2026-01-01T09:41:07Z", subject: "job say-hello-x", what, message: "" },
    ...{ meaning: trouble ? "Mend the image's name." : null, trouble },
  };
}
