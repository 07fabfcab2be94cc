/**
 * What a pipeline author would type, and what Spinnaker makes of it.
 *
 * Only the newest wish is computed: while one preview is under way, later
 * wishes replace each other.
 */
import type {
  Completion,
  ExpressionMark,
  ExpressionRequest,
  Hover,
  Preview,
  Previewed,
  PreviewRequest,
  Samples,
  Step,
} from "../bindings";
import type { Commands } from "../platform";
import type { Buffer } from "./buffer.svelte";
import { positionOf } from "./places";
import { Sample } from "./sample.svelte";
import { shared } from "./shared";
import { isOutOfStep } from "./sync";

/** A preview that is asked for: of what, and for which release. */
export interface Wish {
  buffer: Buffer;
  request: PreviewRequest;
  target: string;
}

export class Author {
  step: Step = $state("filled");
  target: string = $state("");
  /** What else previews are given. */
  samples: Samples = $state.raw({ environment: [], artifacts: "", execution: "" });
  preview: Preview | null = $state.raw(null);
  /** Why there is no preview, if computing it failed. */
  failure: unknown = $state.raw(null);
  /** The execution that expressions look at. */
  readonly sample: Sample;
  /** Values by buffer and stage; those absent are as if never set. */
  #values: Record<string, Record<string, string>> = $state.raw({});
  /** The buffer beside which a preview is shown. */
  #shows: Buffer | null = null;
  #wish: Wish | null = null;
  /** What the preview answers, at which version of the text. */
  #known: { wish: Wish; version: number } | null = null;
  #running = false;
  #commands: Commands;

  constructor(commands: Commands) {
    this.#commands = commands;
    this.sample = new Sample(commands);
  }

  values(buffer: Buffer): Record<string, string> {
    return this.#values[key(buffer)] ?? {};
  }

  /** Sets a parameter's value; `undefined` is the default again. */
  set(buffer: Buffer, name: string, text: string | undefined): void {
    const others = Object.entries(this.values(buffer)).filter(([other]) => other !== name);
    const values = Object.fromEntries(text === undefined ? others : [...others, [name, text]]);
    this.#values = { ...this.#values, [key(buffer)]: values };
  }

  /** A parameter has another name: its value stays with it. */
  rename(buffer: Buffer, from: string, to: string): void {
    const text = this.values(buffer)[from];
    if (text === undefined) return;
    this.set(buffer, from, undefined);
    this.set(buffer, to, text);
  }

  /** Asks for the preview of what is looked at, unless it is there. */
  ask(buffer: Buffer): void {
    this.#shows = buffer;
    const wish = this.wish(buffer);
    if (!wish) {
      this.preview = null;
      this.#wish = null;
      return;
    }
    const known = this.#known?.version === buffer.version && isSame(this.#known.wish, wish);
    this.#wish = known ? null : wish;
    if (!known && !this.#running) void this.#run();
  }

  /** No preview is shown any more. */
  rest(): void {
    this.#shows = null;
  }

  /** What is asked for with each change of this buffer's text: `null` if it is not shown. */
  wish(buffer: Buffer): Wish | null {
    if (this.#shows !== buffer || buffer.stage === null) return null;
    const request = { ...this.request(buffer, buffer.stage), step: this.step };
    return { buffer, request, target: this.target };
  }

  /** Takes the preview that came with a change. */
  take(wish: Wish, version: number, previewed: Previewed): void {
    const now = this.wish(wish.buffer);
    if (!now || !isSame(now, wish)) return;
    this.#known = { wish, version };
    this.preview = previewed.kind === "preview" ? shared(this.preview, previewed.preview) : null;
    this.failure = previewed.kind === "failed" ? previewed.error : null;
  }

  /** Which stage with which values, sample execution and environment. */
  request(buffer: Buffer, stage: number): ExpressionRequest {
    const values = Object.entries(this.values(buffer)).map(([name, text]) => ({ name, text }));
    return { stage, values, execution: this.sample.sent, samples: this.samples };
  }

  /** What may stand at an offset, if that is in an expression of the stage. */
  async completion(buffer: Buffer, offset: number): Promise<Completion | null> {
    if (buffer.stage === null) return null;
    const at = positionOf(buffer.editor.doc, offset);
    await buffer.sync.settled();
    const request = this.request(buffer, buffer.stage);
    return this.#commands.completeExpression(buffer.id, buffer.sync.version, request, at);
  }

  /** What stands at an offset. */
  async hover(buffer: Buffer, offset: number): Promise<Hover | null> {
    if (buffer.stage === null) return null;
    const at = positionOf(buffer.editor.doc, offset);
    await buffer.sync.settled();
    const request = this.request(buffer, buffer.stage);
    return this.#commands.hoverExpression(buffer.id, buffer.sync.version, request, at);
  }

  /** What becomes of each expression of the stage. */
  async marks(buffer: Buffer): Promise<ExpressionMark[]> {
    if (buffer.stage === null) return [];
    await buffer.sync.settled();
    const request = this.request(buffer, buffer.stage);
    return this.#commands.expressionMarks(buffer.id, buffer.sync.version, request);
  }

  async #run(): Promise<void> {
    this.#running = true;
    for (let wish = this.#wish; wish; wish = this.#wish) {
      this.#wish = null;
      try {
        await wish.buffer.sync.settled();
        if (this.#wish) continue;
        const { id, sync } = wish.buffer;
        const preview = await this.#commands.preview(id, sync.version, wish.request);
        // What came with a change meanwhile is newer.
        if (this.#wish || preview.version < wish.buffer.version) continue;
        this.#known = { wish, version: preview.version };
        this.preview = shared(this.preview, preview);
        this.failure = null;
      } catch (error) {
        // The text moved on: its update asks again.
        if (isOutOfStep(error)) continue;
        this.#known = null;
        this.failure = error;
        this.preview = null;
      }
    }
    this.#running = false;
  }
}

/** Whether two wishes have the same answer, for one version of a text. */
function isSame(one: Wish, other: Wish): boolean {
  const [a, b] = [one.request, other.request];
  return (
    one.buffer === other.buffer &&
    one.target === other.target &&
    a.stage === b.stage &&
    a.step === b.step &&
    a.execution === b.execution &&
    a.samples === b.samples &&
    a.values.length === b.values.length &&
    a.values.every(
      ({ name, text }, at) => b.values[at]?.name === name && b.values[at].text === text,
    )
  );
}

function key(buffer: Buffer): string {
  const type = buffer.stages.find((stage) => stage.index === buffer.stage)?.type;
  return `${buffer.id}:${type || buffer.stage}`;
}
