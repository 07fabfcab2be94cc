/**
 * The sample execution that expressions look at: the built-in one, or one's
 * own. What is typed lasts as long as the window; it is kept beside the file,
 * in the samples that are meant for git, when a person says so.
 */
import type { Commands } from "../platform";
import { read, write, type Fields } from "./execution";

export class Sample {
  /** What is being edited; it may be half typed. */
  text: string = $state("");
  /** Whether it is one's own. */
  own: boolean = $state(false);
  /** What is handed to the engine: the last text that was an execution; `null` is the built-in one. */
  sent: string | null = $state.raw(null);
  readonly #commands: Commands;
  #place: string | null = null;
  #builtIn = "";
  /** What is kept beside the file; empty for none. */
  #kept: string = $state("");

  constructor(commands: Commands) {
    this.#commands = commands;
  }

  get reading() {
    return read(this.text);
  }

  /** Whether it is not what is kept beside the file. */
  get unkept(): boolean {
    return (this.own ? this.text : "") !== this.#kept && "execution" in this.reading;
  }

  /** Takes what is kept beside a file, once for a place. */
  async load(place: string, buffer: number): Promise<void> {
    if (place === this.#place) return;
    this.#place = place;
    const kept = await this.#commands.samples(buffer).then(
      (kept) => kept.samples.execution,
      () => "",
    );
    if (this.#builtIn === "") this.#builtIn = await this.#commands.builtInExecution();
    if (place !== this.#place) return;
    this.#kept = kept;
    this.own = kept !== "";
    this.text = this.own ? kept : this.#builtIn;
    this.sent = this.own && "execution" in this.reading ? this.text : null;
  }

  /** Takes what was typed or pasted. */
  write(text: string): void {
    this.text = text;
    this.own = true;
    const { reading } = this;
    if ("execution" in reading) {
      this.sent = write(reading.execution);
    }
  }

  /** Takes a changed execution. */
  put(execution: Fields): void {
    this.write(write(execution));
  }

  /** Goes back to the built-in one. */
  reset(): void {
    this.text = this.#builtIn;
    this.own = false;
    this.sent = null;
  }

  /** Keeps it beside a file, and says in which. What looks like a secret is refused. */
  async keep(buffer: number): Promise<string> {
    const text = this.own ? this.text : "";
    const { samples } = await this.#commands.samples(buffer);
    const execution = "execution" in this.reading && this.own ? write(this.reading.execution) : "";
    const path = await this.#commands.keepSamples(buffer, { ...samples, execution });
    this.#kept = text;
    return path;
  }
}
