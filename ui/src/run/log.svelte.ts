/**
 * What is seen of a log: a screenful of lines, asked for by their numbers. The
 * log itself stays on disk, however long it grows; newer wishes replace older
 * ones, so that a fast log never makes the window wait.
 */
import type { CommandError, LogLine } from "../bindings";
import type { Commands } from "../platform";
import { asCommandError } from "../state/app.svelte";

/** Lines asked for beyond those in sight. */
const SPARE = 8;
/**
 * How long what is in sight rests, in milliseconds, when a page says that the log
 * has grown since: a flood must not ask for page after page without a pause.
 */
const REST = 100;

export class LogView {
  /** The lines that were read. */
  lines: readonly LogLine[] = $state.raw([]);
  /** The number of the first of them. */
  from = $state(0);
  /** How many lines the log has. */
  total = $state(0);
  /** The first line in sight. */
  first = $state(0);
  /** How many lines are in sight. */
  visible = $state(20);
  /** Whether new lines are always in sight. */
  follow = $state(true);
  /** The line that was found last. */
  hit: number | null = $state(null);
  /** Why lines cannot be read. */
  failure: CommandError | null = $state.raw(null);
  readonly run: string;
  readonly file: string;
  readonly #commands: Commands;
  #wanted = false;
  #asking = false;
  #resting = false;

  constructor(commands: Commands, run: string, file: string) {
    this.#commands = commands;
    this.run = run;
    this.file = file;
  }

  get last(): number {
    return Math.max(0, this.total - this.visible);
  }

  /** The log has so many lines now. */
  grew(total: number): void {
    if (total === this.total && this.lines.length > 0) return;
    this.total = total;
    if (this.follow) this.first = this.last;
    this.ask();
  }

  resized(visible: number): void {
    if (visible === this.visible) return;
    this.visible = Math.max(1, visible);
    if (this.follow) this.first = this.last;
    this.ask();
  }

  /** Shows the log from a line on; at the end it follows again. */
  go(first: number): void {
    this.first = Math.min(this.last, Math.max(0, Math.round(first)));
    this.follow = this.first >= this.last;
    this.ask();
  }

  toggleFollow(): void {
    this.follow = !this.follow;
    if (this.follow) this.go(this.last);
  }

  /** The next line that has a text, or the one before; goes on at the other end. */
  async find(text: string, backwards: boolean): Promise<boolean> {
    const start = this.hit ?? (backwards ? this.first + this.visible : this.first - 1);
    const look = (from: number) =>
      this.#commands.searchLog(this.run, this.file, text, from, backwards);
    const found =
      (await look(backwards ? start : start + 1)) ?? (await look(backwards ? this.total : 0));
    this.hit = found;
    if (found === null) return false;
    if (found < this.first || found >= this.first + this.visible - 1) {
      this.go(found - Math.floor(this.visible / 2));
    }
    this.follow = false;
    return true;
  }

  /** Asks for what is in sight; while an answer is under way, only the last wish counts. */
  ask(): void {
    this.#wanted = true;
    if (!this.#asking) void this.#read();
  }

  /** Follows to a new end, after a rest. */
  #later(total: number): void {
    if (!this.follow) this.total = total;
    if (this.#resting || !this.follow) return;
    this.#resting = true;
    setTimeout(() => {
      this.#resting = false;
      if (total > this.total) this.grew(total);
    }, REST);
  }

  async #read(): Promise<void> {
    this.#asking = true;
    while (this.#wanted) {
      this.#wanted = false;
      try {
        const from = Math.max(0, this.first - SPARE);
        const count = this.visible + 2 * SPARE;
        const page = await this.#commands.logPage(this.run, this.file, from, count);
        this.lines = page.lines;
        this.from = page.from;
        this.failure = null;
        if (page.total > this.total) this.#later(page.total);
      } catch (error) {
        this.failure = asCommandError(error);
      }
    }
    this.#asking = false;
  }
}
