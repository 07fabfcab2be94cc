/** Test runs: the cluster that was chosen, what is asked for, what is going, what was. */
import type {
  CleanedRun,
  CommandError,
  Confirmed,
  KubeContext,
  KubeContexts,
  Leftover,
  Reached,
  RunDifference,
  RunNews,
  RunPreflight,
  RunRequest,
  RunShown,
  RunSummary,
} from "../bindings";
import { r } from "../messages.run";
import { asCommandError, type App } from "../state/app.svelte";
import type { Buffer } from "../state/buffer.svelte";
import { Live } from "./live.svelte";

export type Page = "connection" | "check" | "watch" | "history";

/** What of a request is not the stage's and not its author's. */
export interface Wishes {
  namespace: string;
  exact: boolean;
  keep: boolean;
  timeout: string;
  reruns: string;
}

const NOTHING: Confirmed = { kubeContext: "", job: "", jobUid: "", expressions: false };

export class Runs {
  page: Page = $state("check");
  contexts: KubeContexts | null = $state.raw(null);
  reached: Reached | null = $state.raw(null);
  reaching = $state(false);
  /** Why the cluster did not answer. */
  unreached: CommandError | null = $state.raw(null);
  wishes: Wishes = $state({ namespace: "", exact: false, keep: false, timeout: "", reruns: "0" });
  found: RunPreflight | null = $state.raw(null);
  checking = $state(false);
  unchecked: CommandError | null = $state.raw(null);
  confirmed: Confirmed = $state({ ...NOTHING });
  live: Live | null = $state.raw(null);
  history: readonly RunSummary[] = $state.raw([]);
  opened: RunShown | null = $state.raw(null);
  compared: { first: RunSummary; second: RunSummary; all: RunDifference[] } | null =
    $state.raw(null);
  /** Masked values of a run that is to be made again: they are asked for. */
  asked: readonly string[] = $state.raw([]);
  leftovers: readonly Leftover[] = $state.raw([]);
  cleaning = $state(false);
  cleaned: readonly CleanedRun[] = $state.raw([]);
  /** How many runs are going while the window is to be closed. */
  closing = $state(0);
  leaving = $state(false);
  readonly #app: App;
  #place = "";
  /** Counts checks, so that an answer to an older one is not taken. */
  #check = 0;

  constructor(app: App) {
    this.#app = app;
  }

  get #commands() {
    return this.#app.platform.commands;
  }

  /** The workspace that the kube context is chosen for. */
  get place(): string {
    return this.#place;
  }

  get chosen(): KubeContext | null {
    const { contexts } = this;
    const name = contexts?.chosen?.name;
    return contexts?.contexts.find((context) => context.name === name) ?? null;
  }

  /** Whether the chosen kube context can be used as it is. */
  get ready(): boolean {
    return this.chosen !== null && !this.contexts?.chosen?.moved && !this.chosen.trouble;
  }

  get going(): boolean {
    return this.live?.going ?? false;
  }

  /** At the start: what earlier runs left, and closing while one is going. */
  async begin(): Promise<void> {
    this.#app.platform.onClosing((going) => (this.closing = going));
    this.leftovers = await this.#commands.leftovers().catch(() => []);
  }

  /** Shows test runs, on a page. */
  show(page?: Page): void {
    this.page = page ?? (this.going ? "watch" : this.ready ? "check" : "connection");
    this.#app.task = { kind: "run" };
    if (this.page === "history") void this.list();
  }

  /** The kube contexts as they are now, for the workspace of a file. */
  async look(buffer: Buffer | null): Promise<void> {
    const path = buffer?.path ?? "";
    const root = this.#app.workspaces.find((one) => path.startsWith(`${one.root}/`))?.root;
    const place = root ?? path.replace(/[^/\\]*$/, "");
    if (place !== this.#place) this.#forget();
    this.#place = place;
    const contexts = await this.#app.attempt(() => this.#commands.kubeContexts(place));
    if (contexts && place === this.#place) this.contexts = contexts;
  }

  async choose(name: string | null): Promise<void> {
    this.#forget();
    const made = await this.#app.attempt(() => this.#commands.chooseKubeContext(this.#place, name));
    if (made) this.contexts = made;
    if (made && name !== null && this.ready) void this.reach();
  }

  async nameFiles(paths: string[]): Promise<void> {
    const made = await this.#app.attempt(() => this.#commands.nameKubeconfigs(this.#place, paths));
    if (made) this.contexts = made;
  }

  async setReadOnly(name: string, readOnly: boolean): Promise<void> {
    this.found = null;
    const made = await this.#app.attempt(() =>
      this.#commands.setReadOnly(this.#place, name, readOnly),
    );
    if (made) this.contexts = made;
  }

  /** Asks the cluster who it is. */
  async reach(): Promise<void> {
    if (this.reaching) return;
    this.reaching = true;
    this.unreached = null;
    const place = this.#place;
    try {
      const reached = await this.#commands.reachCluster(place);
      if (reached.kubeContext === this.chosen?.name) this.reached = reached;
    } catch (error) {
      this.unreached = asCommandError(error);
    }
    this.reaching = false;
  }

  #forget(): void {
    this.reached = null;
    this.unreached = null;
    this.dropCheck();
  }

  /** What was found counts no more: something else is asked for now. */
  dropCheck(): void {
    this.#check++;
    this.checking = false;
    this.found = null;
    this.unchecked = null;
    this.confirmed = { ...NOTHING };
  }

  #request(buffer: Buffer): RunRequest {
    const { author } = this.#app;
    const { namespace, exact, keep, timeout, reruns } = this.wishes;
    const values = Object.entries(author.values(buffer)).map(([name, text]) => ({ name, text }));
    return {
      place: this.#place,
      stage: buffer.stage ?? 0,
      values,
      execution: author.sample.sent,
      samples: author.samples,
      namespace: namespace.trim() === "" ? null : namespace.trim(),
      exact,
      keep,
      timeout: Number.parseInt(timeout, 10) || null,
      reruns: Math.max(0, Number.parseInt(reruns, 10) || 0),
    };
  }

  /** Looks at everything that a run would meet. */
  async check(buffer: Buffer): Promise<void> {
    this.dropCheck();
    const mine = this.#check;
    this.checking = true;
    try {
      await buffer.sync.settled();
      this.#answered(buffer);
      const request = this.#request(buffer);
      const found = await this.#commands.preflight(buffer.id, buffer.sync.version, request);
      if (mine !== this.#check) return;
      this.found = found;
      this.confirmed = { ...NOTHING, jobUid: found.replaces?.uid ?? "" };
    } catch (error) {
      if (mine === this.#check) this.unchecked = asCommandError(error);
    }
    if (mine === this.#check) this.checking = false;
  }

  /** Whether all that must be confirmed is. */
  get mayStart(): boolean {
    const { found, confirmed } = this;
    if (!found || this.going || this.asked.length > 0) return false;
    return (
      (!found.protected || confirmed.kubeContext === found.kubeContext) &&
      (!found.replaces || confirmed.job === found.replaces.name) &&
      (found.expressions.length === 0 || confirmed.expressions) &&
      !this.chosen?.readOnly
    );
  }

  async start(buffer: Buffer): Promise<void> {
    const { found } = this;
    if (!found || !this.mayStart) return;
    const summary = buffer.stages.find(({ index }) => index === buffer.stage);
    const label = summary?.label ?? summary?.type ?? "";
    const live = new Live(label, found.kubeContext, found.namespace);
    const news = this.#app.platform.channel<RunNews[]>((one) => {
      live.take(one);
      if (!live.going) this.#ended(live);
    });
    this.live = live;
    this.page = "watch";
    try {
      const request = this.#request(buffer);
      const { id, sync } = buffer;
      const confirmed = { ...this.confirmed };
      live.number = await this.#commands.startRun(id, sync.version, request, confirmed, news);
    } catch (error) {
      live.take([{ kind: "failed", error: asCommandError(error) }]);
    }
    this.dropCheck();
  }

  #ended(live: Live): void {
    const reason = live.shown?.summary.reason;
    this.#app.say(r.ended(live.label, reason ?? ""));
    void this.list();
  }

  /** Stops the run, deletes Job and pods and waits until they are gone. */
  async stop(): Promise<void> {
    const { live } = this;
    if (!live?.going || live.number === null) return;
    const { number } = live;
    live.phase = "stopping";
    await this.#app.attempt(() => this.#commands.stopRun(number));
  }

  /** Deletes without giving time to end; the button says what that means. */
  async force(): Promise<void> {
    const { live } = this;
    if (live?.number === null || !live) return;
    const { number } = live;
    const cleaned = await this.#app.attempt(() => this.#commands.forceRun(number));
    if (!cleaned) return;
    const left = cleaned.terminating;
    this.#app.say(left.length > 0 ? r.stillThere(left.join(", ")) : r.allGone);
  }

  async list(): Promise<void> {
    this.history = (await this.#app.attempt(() => this.#commands.runs())) ?? this.history;
  }

  async open(id: string): Promise<void> {
    this.compared = null;
    this.opened = await this.#app.attempt(() => this.#commands.openRun(id));
  }

  async compare(first: RunSummary, second: RunSummary): Promise<void> {
    const all = await this.#app.attempt(() => this.#commands.compareRuns(first.id, second.id));
    this.opened = null;
    if (all) this.compared = { first, second, all };
  }

  /** Takes the values of an earlier run; those that were masked are asked for. */
  async again(buffer: Buffer, run: RunShown): Promise<void> {
    const at = buffer.stages.find(({ type }) => type === run.summary.stage);
    if (!at) {
      this.#app.fail({ message: r.noSuchStage(run.summary.stage), remedy: r.openItsFile });
      return;
    }
    buffer.look(at.index);
    await buffer.sync.settled();
    for (const { name, text } of run.parameters) {
      this.#app.author.set(buffer, name, run.masked.includes(name) ? "" : text);
    }
    this.asked = run.masked;
    this.wishes.exact = run.exact;
    this.wishes.timeout = String(run.timeout);
    this.dropCheck();
    this.show("check");
  }

  /** A masked value was typed again. */
  answer(buffer: Buffer, name: string, text: string): void {
    this.#app.author.set(buffer, name, text);
  }

  #answered(buffer: Buffer): void {
    const values = this.#app.author.values(buffer);
    this.asked = this.asked.filter((name) => !values[name]);
  }

  async saveLog(run: string, file: string): Promise<void> {
    const path = await this.#app.platform.pickLog(file);
    if (path === null) return;
    await this.#app.attempt(async () => {
      await this.#commands.saveLog(run, file, path);
      this.#app.say(r.savedTo(path));
    });
  }

  /** Removes what earlier runs left, after one confirmation. */
  async clean(force = false): Promise<void> {
    this.cleaning = true;
    this.cleaned = (await this.#app.attempt(() => this.#commands.cleanLeftovers(force))) ?? [];
    this.leftovers = await this.#commands.leftovers().catch(() => []);
    this.cleaning = false;
    if (this.leftovers.length === 0) this.#app.say(r.allGone);
  }

  /** Leaves although a run is going. */
  async leave(stop: boolean): Promise<void> {
    this.leaving = true;
    await this.#app.attempt(() => this.#commands.leave(stop));
    this.leaving = false;
    this.closing = 0;
  }
}
