/** A run made again: its stage found or taken from the record, its values, what is not kept. */
import type { RunShown } from "../bindings";
import { r } from "../messages.run";
import type { App } from "../state/app.svelte";
import type { Buffer } from "../state/buffer.svelte";
import { newFile, openPath } from "../state/files";
import type { Live } from "./live.svelte";
import type { Runs } from "./runs.svelte";

/** A stage that a run is made of again. */
interface Of {
  buffer: Buffer;
  type: string;
  run: RunShown;
  /** Whether the stage in the file is another one by now. */
  changed: boolean;
}

export class Repeating {
  #of: Of | null = $state.raw(null);
  /** Masked values that were not typed again when the run was checked last. */
  #missing: readonly string[] = $state.raw([]);
  readonly #app: App;
  readonly #runs: Runs;

  constructor(app: App, runs: Runs) {
    this.#app = app;
    this.#runs = runs;
  }

  /** The run that is made again of the stage in sight. */
  of(buffer: Buffer): RunShown | null {
    const of = this.#of;
    const same = of?.buffer === buffer && typeOf(buffer) === of.type;
    return same ? of.run : null;
  }

  /** Masked values of the stage in sight that are asked for. */
  asked(buffer: Buffer): readonly string[] {
    return this.of(buffer) ? this.#missing : [];
  }

  /** Whether the stage in sight is another one than was run. */
  changed(buffer: Buffer): boolean {
    return this.of(buffer) !== null && (this.#of?.changed ?? false);
  }

  /** Takes a run's stage, values and wishes; what was masked is asked for. */
  async again(run: RunShown): Promise<void> {
    const { stage, label, file } = run.summary;
    const buffer = await this.#open(file, run.again.definition !== null);
    const at = buffer && stageOf(buffer, stage, label);
    if (!buffer || at === null) return this.asKept(run);
    buffer.look(at);
    await buffer.sync.settled();
    const { version } = buffer.sync;
    const { id } = run.summary;
    const same = await this.#app.attempt(() =>
      this.#app.platform.commands.isAsRun(buffer.id, version, at, id),
    );
    this.#take(buffer, run, same === false);
  }

  /** The stage as it was then, as a text of its own. */
  async asKept(run: RunShown): Promise<void> {
    const { definition, definitionMasked } = run.again;
    if (definition === null) {
      this.#app.fail({ message: r.noSuchStage(run.summary.stage), remedy: r.openItsFile });
      return;
    }
    const buffer = await newFile(this.#app);
    if (!buffer) return;
    buffer.replace(definition);
    await buffer.sync.settled();
    const at = stageOf(buffer, run.summary.stage, run.summary.label);
    if (at !== null) buffer.look(at);
    await buffer.sync.settled();
    this.#take(buffer, run, false);
    this.#app.say(definitionMasked ? r.asKeptMasked : r.asKept);
  }

  #take(buffer: Buffer, run: RunShown, changed: boolean): void {
    const kept = run.parameters.map(({ name, text }) => ({
      name,
      text: run.masked.includes(name) ? "" : text,
    }));
    this.#give(buffer, kept);
    Object.assign(this.#runs.wishes, {
      ...{ namespace: run.summary.namespace, exact: run.exact, keep: false },
      ...{ timeout: String(run.timeout), reruns: String(run.again.reruns) },
    });
    this.#of = { buffer, type: run.summary.stage, run, changed };
    this.#missing = run.masked;
    this.#runs.dropCheck();
    this.#runs.show("check");
  }

  /** Gives the stage in sight these values, and no others. */
  #give(buffer: Buffer, values: readonly { name: string; text: string }[]): void {
    const { author } = this.#app;
    for (const name of Object.keys(author.values(buffer))) author.set(buffer, name, undefined);
    for (const { name, text } of values) author.set(buffer, name, text);
  }

  /** Checks what was just run once more: that stage, with the values and wishes of then. */
  async repeat(live: Live): Promise<void> {
    const { buffer, type, label, request } = live.source;
    const there = this.#app.buffers.includes(buffer);
    const at = there ? stageOf(buffer, type, label) : null;
    if (at === null) {
      if (live.shown) await this.again(live.shown);
      else this.#app.fail({ message: r.noSuchStage(type), remedy: r.openItsFile });
      return;
    }
    this.#app.activate(buffer);
    buffer.look(at);
    await buffer.sync.settled();
    this.#give(buffer, request.values);
    const { namespace, exact, keep, timeout, reruns } = request;
    Object.assign(this.#runs.wishes, {
      ...{ namespace: namespace ?? "", exact, keep },
      ...{ timeout: timeout === null ? "" : String(timeout), reruns: String(reruns) },
    });
    this.#of = null;
    this.#runs.show("check");
    await this.#runs.check(buffer);
  }

  /** The buffer of a file, opened if need be; a text that had no file is the one in sight. */
  async #open(file: string, kept: boolean): Promise<Buffer | null> {
    const { active } = this.#app;
    if (file === "" || active?.path === file) return active;
    await openPath(this.#app, file);
    if (this.#app.active?.path === file) return this.#app.active;
    // Why it cannot be opened is no news where the stage was kept.
    if (kept) this.#app.notice = null;
    return null;
  }

  /** A check has begun: what was typed again is not asked for any more. */
  answered(buffer: Buffer): void {
    const values = this.#app.author.values(buffer);
    if (this.of(buffer)) this.#missing = this.#missing.filter((name) => !values[name]);
  }
}

function typeOf(buffer: Buffer): string | undefined {
  return buffer.stages.find(({ index }) => index === buffer.stage)?.type;
}

/** The stage of that type, that label first. */
function stageOf(buffer: Buffer, type: string, label: string): number | null {
  const all = buffer.stages.filter((one) => one.type === type);
  return (all.find((one) => one.label === label) ?? all[0])?.index ?? null;
}
