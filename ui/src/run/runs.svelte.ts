/** Test runs: the cluster that was chosen, what is asked for and checked, what is going. */
import type {
  CommandError,
  Confirmed,
  KubeContext,
  KubeContexts,
  Reached,
  RunNews,
  RunPreflight,
  RunRequest,
} from "../bindings";
import { r } from "../messages.run";
import { asCommandError, type App } from "../state/app.svelte";
import type { Buffer } from "../state/buffer.svelte";
import { Leaving } from "./leaving.svelte";
import { Live, type Source } from "./live.svelte";
import { Past } from "./past.svelte";
import { Repeating } from "./repeating.svelte";

export type Page = "connection" | "check" | "watch" | "history";

/** What of a request is not the stage's and not its author's. */
export interface Wishes {
  namespace: string;
  /** Spinnaker's own account, to be looked at. */
  spinnaker: string;
  exact: boolean;
  keep: boolean;
  timeout: string;
  reruns: string;
}

const NOTHING: Confirmed = { kubeContext: "", job: "", jobUid: "", expressions: false };

/** What was checked, to be started as it was then, and what came of it. */
interface Checked {
  source: Source;
  version: number;
  /** The Spinnaker release that it was for. */
  target: string;
  found: RunPreflight | null;
  /** Why nothing could be found. */
  refused: CommandError | null;
}

export class Runs {
  page: Page = $state("check");
  contexts: KubeContexts | null = $state.raw(null);
  reached: Reached | null = $state.raw(null);
  reaching = $state(false);
  /** Why the cluster did not answer. */
  unreached: CommandError | null = $state.raw(null);
  wishes: Wishes = $state({
    ...{ namespace: "", spinnaker: "", timeout: "", reruns: "0" },
    ...{ exact: false, keep: false },
  });
  checked: Checked | null = $state.raw(null);
  checking = $state(false);
  confirmed: Confirmed = $state({ ...NOTHING });
  live: Live | null = $state.raw(null);
  /** A run that is made again. */
  readonly repeating: Repeating;
  /** What earlier runs left, and closing while one is going. */
  readonly leaving: Leaving;
  readonly past: Past;
  readonly #app: App;
  place = "";
  /** Counts checks, so that an answer to an older one is not taken. */
  #check = 0;
  /** The same for questions to the cluster. */
  #reach = 0;
  #starting = false;

  constructor(app: App) {
    this.#app = app;
    this.leaving = new Leaving(app);
    this.past = new Past(app);
    this.repeating = new Repeating(app, this);
  }

  get #commands() {
    return this.#app.platform.commands;
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

  /** Shows test runs, on a page. */
  show(page?: Page): void {
    this.page = page ?? (this.going ? "watch" : this.ready ? "check" : "connection");
    this.#app.task = { kind: "run" };
    if (this.page === "history") void this.past.list();
    if (this.page === "connection") void this.#read();
  }

  /** The kube contexts as they are now, for the workspace of a file. */
  async look(buffer: Buffer | null): Promise<void> {
    const path = buffer?.path ?? "";
    const root = this.#app.workspaces.find((one) => path.startsWith(`${one.root}/`))?.root;
    const place = root ?? path.replace(/[^/\\]*$/, "");
    if (place !== this.place) this.#forget();
    this.place = place;
    await this.#read();
  }

  /** Reads the kubeconfig files again: they change while the window is open. */
  async #read(): Promise<void> {
    const place = this.place;
    const contexts = await this.#app.attempt(() => this.#commands.kubeContexts(place));
    if (contexts && place === this.place) this.contexts = contexts;
  }

  async choose(name: string | null): Promise<void> {
    this.#forget();
    const place = this.place;
    const made = await this.#app.attempt(() => this.#commands.chooseKubeContext(place, name));
    if (!made || place !== this.place) return;
    // Also what was asked of the other one meanwhile.
    this.#forget();
    this.contexts = made;
    if (name !== null && this.ready) void this.reach();
  }

  async nameFiles(paths: string[]): Promise<void> {
    const made = await this.#app.attempt(() => this.#commands.nameKubeconfigs(this.place, paths));
    if (made) this.contexts = made;
  }

  async setReadOnly(name: string, readOnly: boolean): Promise<void> {
    this.dropCheck();
    const made = await this.#app.attempt(() =>
      this.#commands.setReadOnly(this.place, name, readOnly),
    );
    if (made) this.contexts = made;
  }

  /** Asks the cluster who it is; an answer about another one is not taken. */
  async reach(): Promise<void> {
    if (this.reaching) return;
    const mine = ++this.#reach;
    this.reaching = true;
    this.unreached = null;
    try {
      const reached = await this.#commands.reachCluster(this.place);
      if (mine === this.#reach && reached.kubeContext === this.chosen?.name) this.reached = reached;
    } catch (error) {
      if (mine === this.#reach) this.unreached = asCommandError(error);
    }
    if (mine === this.#reach) this.reaching = false;
  }

  #forget(): void {
    this.#reach++;
    this.reaching = false;
    this.reached = null;
    this.unreached = null;
    this.dropCheck();
  }

  /** What was found counts no more. */
  dropCheck(): void {
    this.#check++;
    this.checking = false;
    this.checked = null;
    this.confirmed = { ...NOTHING };
  }

  #request(buffer: Buffer): RunRequest {
    const { author } = this.#app;
    const { namespace, spinnaker, exact, keep, timeout, reruns } = this.wishes;
    const values = Object.entries(author.values(buffer)).map(([name, text]) => ({ name, text }));
    return {
      place: this.place,
      kubeContext: this.chosen?.name ?? "",
      stage: buffer.stage ?? 0,
      values,
      execution: author.sample.sent,
      samples: author.samples,
      namespace: namespace.trim() === "" ? null : namespace.trim(),
      spinnaker: spinnaker.trim() === "" ? null : spinnaker.trim(),
      exact,
      keep,
      timeout: Number.parseInt(timeout, 10) || null,
      reruns: Math.max(0, Number.parseInt(reruns, 10) || 0),
    };
  }

  #source(buffer: Buffer): Source {
    const { label, type } = buffer.stages.find(({ index }) => index === buffer.stage) ?? {};
    return { buffer, label: label ?? "", type: type ?? "", request: this.#request(buffer) };
  }

  /** Looks at everything that a run would meet. */
  async check(buffer: Buffer): Promise<void> {
    this.dropCheck();
    const mine = this.#check;
    this.checking = true;
    await buffer.sync.settled();
    if (mine !== this.#check) return;
    this.repeating.answered(buffer);
    const source = this.#source(buffer);
    const { version } = buffer.sync;
    const { target } = this.#app.author;
    const asked = this.#commands.preflight(buffer.id, version, source.request);
    const answer = await asked.then(
      (found) => ({ found, refused: null }),
      (error: unknown) => ({ found: null, refused: asCommandError(error) }),
    );
    if (mine !== this.#check) return;
    this.checking = false;
    this.checked = { source, version, target, ...answer };
    this.confirmed = { ...NOTHING, jobUid: answer.found?.replaces?.uid ?? "" };
  }

  /** The check, if it was of what would be run now: this text, stage and request. */
  #checkOf(buffer: Buffer): Checked | null {
    const { checked } = this;
    if (checked?.source.buffer !== buffer || checked.version !== buffer.version) return null;
    const asked = JSON.stringify([checked.target, checked.source.request]);
    const now = JSON.stringify([this.#app.author.target, this.#request(buffer)]);
    return asked === now ? checked : null;
  }

  /** What was found for what would be run now. */
  found(buffer: Buffer): RunPreflight | null {
    return this.#checkOf(buffer)?.found ?? null;
  }

  /** Why nothing could be found for what would be run now. */
  refused(buffer: Buffer): CommandError | null {
    return this.#checkOf(buffer)?.refused ?? null;
  }

  /** Whether all that must be confirmed is. */
  mayStart(buffer: Buffer): boolean {
    const { confirmed } = this;
    const found = this.found(buffer);
    if (!found || this.going || this.repeating.asked(buffer).length > 0) return false;
    return (
      (!found.protected || confirmed.kubeContext === found.kubeContext) &&
      (!found.replaces || confirmed.job === found.replaces.name) &&
      (found.expressions.length === 0 || confirmed.expressions) &&
      !this.chosen?.readOnly
    );
  }

  /** Starts what was checked, and nothing else. */
  async start(buffer: Buffer): Promise<void> {
    if (this.#starting || !this.mayStart(buffer)) return;
    this.#starting = true;
    // What was typed last may not have been told to the engine yet.
    await buffer.sync.settled();
    this.#starting = false;
    const checked = this.#checkOf(buffer);
    if (!checked?.found || checked.version !== buffer.sync.version || !this.mayStart(buffer)) {
      this.dropCheck();
      this.#app.fail({ message: r.changedSince, remedy: r.checkOnceMore });
      return;
    }
    const { source, version, found } = checked;
    const live = new Live(source, found.kubeContext, found.namespace);
    const news = this.#app.platform.channel<RunNews[]>((one) => {
      live.take(one);
      if (!live.going) this.#ended(live);
    });
    this.live = live;
    this.page = "watch";
    const confirmed = { ...this.confirmed };
    this.dropCheck();
    try {
      const { request } = source;
      live.number = await this.#commands.startRun(buffer.id, version, request, confirmed, news);
    } catch (error) {
      live.take([{ kind: "failed", error: asCommandError(error) }]);
    }
  }

  #ended(live: Live): void {
    const reason = live.shown?.summary.reason;
    this.#app.say(r.ended(live.label, reason ?? ""));
    void this.past.list();
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
}
