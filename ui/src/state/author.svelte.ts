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
  #wish: { buffer: Buffer; request: PreviewRequest } | null = null;
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

  /** Asks for the preview of what is looked at. */
  ask(buffer: Buffer): void {
    if (buffer.stage === null) {
      this.preview = null;
      this.#wish = null;
      return;
    }
    const request = { ...this.request(buffer, buffer.stage), step: this.step };
    this.#wish = { buffer, request };
    if (!this.#running) void this.#run();
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
        if (this.#wish) continue;
        this.preview = shared(this.preview, preview);
        this.failure = null;
      } catch (error) {
        // The text moved on: its update asks again.
        if (isOutOfStep(error)) continue;
        this.failure = error;
        this.preview = null;
      }
    }
    this.#running = false;
  }
}

function key(buffer: Buffer): string {
  const type = buffer.stages.find((stage) => stage.index === buffer.stage)?.type;
  return `${buffer.id}:${type || buffer.stage}`;
}
