/**
 * The sample execution that expressions look at: the built-in one, or one's
 * own, kept by the program for each workspace.
 */
import type { Commands } from "../platform";
import { read, write, type Fields } from "./execution";

/** How long typing may rest before it is kept, in milliseconds. */
const REST = 400;

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
  #saving: ReturnType<typeof setTimeout> | undefined;

  constructor(commands: Commands) {
    this.#commands = commands;
  }

  get reading() {
    return read(this.text);
  }

  /** Takes what was kept for a workspace. */
  async load(place: string): Promise<void> {
    if (place === this.#place) return;
    this.#place = place;
    const kept = await this.#commands.setting(name(place)).catch(() => null);
    if (this.#builtIn === "") this.#builtIn = await this.#commands.builtInExecution();
    if (place !== this.#place) return;
    this.own = kept !== null && kept !== "";
    this.text = this.own && kept !== null ? kept : this.#builtIn;
    this.sent = this.own && "execution" in this.reading ? this.text : null;
  }

  /** Takes what was typed or pasted. */
  write(text: string): void {
    this.text = text;
    this.own = true;
    const { reading } = this;
    if ("execution" in reading) {
      this.sent = write(reading.execution);
      this.#keep(text);
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
    this.#keep("");
  }

  #keep(text: string): void {
    clearTimeout(this.#saving);
    const place = this.#place ?? "";
    this.#saving = setTimeout(() => void this.#commands.setSetting(name(place), text), REST);
  }
}

function name(place: string): string {
  return `execution:${place}`;
}
