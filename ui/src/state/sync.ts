/**
 * Keeps the engine's copy of a text equal to the window's.
 *
 * One call at a time: while one is under way, further changes are merged and
 * sent together afterwards. Calls that need both sides equal (an edit, a save)
 * wait in the same lane. When the sides differ, the whole text is sent.
 */
import type { ChangeSet } from "@codemirror/state";
import type { Changed, Edit, Previewed, TextChange, Update } from "../bindings";
import { m } from "../messages";
import { toTextChanges } from "./places";

/** What the lane needs of its buffer. */
export interface Ends {
  /** The text as the window has it. */
  text(): string;
  /** The stage looked at. */
  stage(): number | null;
  /** Takes what is known of the text now; with a change also its preview, if one is shown. */
  take(update: Update, previewed: Previewed | null): void;
  fail(error: unknown): void;
  /** Applies a form's change; it comes back through `push`. */
  apply(changes: TextChange[]): void;
  change(version: number, changes: TextChange[], stage: number | null): Promise<Changed>;
  replaceText(version: number, text: string, stage: number | null): Promise<Update>;
  look(version: number, stage: number | null): Promise<Update>;
  edit(version: number, edit: Edit): Promise<{ changes: TextChange[] }>;
}

/** How often an edit starts over because the text moved on meanwhile. */
const EDIT_ATTEMPTS = 5;

export class Sync {
  #ends: Ends;
  #pending: ChangeSet | null = null;
  #lost = false;
  #looked = false;
  #scheduled = false;
  #lane: Promise<unknown> = Promise.resolve();

  constructor(
    ends: Ends,
    /** The version that the engine has. */
    public version: number,
  ) {
    this.#ends = ends;
  }

  /** Tells the engine of a change that the window has made. */
  push(changes: ChangeSet): void {
    this.#pending = this.#pending ? this.#pending.compose(changes) : changes;
    this.#schedule();
  }

  /** Asks for the stage that is looked at now. */
  look(): void {
    this.#looked = true;
    this.#schedule();
  }

  /** Sends the whole text next time: the engine's copy is not to be relied on. */
  lose(): void {
    this.#lost = true;
    this.#schedule();
  }

  /** The engine has this version now, and the window's text is its text. */
  reset(version: number): void {
    this.version = version;
    this.#pending = null;
    this.#lost = false;
  }

  /** Runs a job while both sides are equal; nothing is sent before it ends. */
  exclusive<T>(job: (version: number) => Promise<T>): Promise<T> {
    const run = this.#lane.then(async () => {
      await this.#flush();
      return job(this.version);
    });
    this.#lane = run.catch(() => undefined);
    return run;
  }

  /** Whether the engine has all that the window has. */
  get idle(): boolean {
    return !this.#pending && !this.#lost;
  }

  /** When everything is sent and answered. */
  async settled(): Promise<void> {
    do await this.exclusive(async () => undefined);
    while (this.#pending);
  }

  /** Makes a form's change; ends when its consequences are known. */
  async edit(edit: Edit): Promise<void> {
    await this.exclusive(async () => {
      for (let attempt = 1; ; attempt++) {
        const changes = await this.#tryEdit(edit, attempt === EDIT_ATTEMPTS);
        if (changes) return this.#ends.apply(changes);
        await this.#flush();
      }
    });
    await this.settled();
  }

  /** An edit's changes, or `null` to start over. */
  async #tryEdit(edit: Edit, last: boolean): Promise<TextChange[] | null> {
    try {
      const { changes } = await this.#ends.edit(this.version, edit);
      if (!this.#pending) return changes;
    } catch (error) {
      if (last || !isOutOfStep(error)) throw error;
      this.#lost = true;
    }
    if (last) throw new Error(m.keptChanging());
    return null;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    void this.exclusive(async () => undefined);
  }

  async #flush(): Promise<void> {
    this.#scheduled = false;
    let retried = false;
    while (this.#lost || this.#pending || this.#looked) {
      try {
        await this.#send();
      } catch (error) {
        this.#lost = true;
        if (isOutOfStep(error) && !retried) {
          retried = true;
          continue;
        }
        this.#ends.fail(error);
        return;
      }
    }
  }

  async #send(): Promise<void> {
    const ends = this.#ends;
    const pending = this.#pending;
    const onlyLook = !pending && !this.#lost;
    const replaceAll = this.#lost;
    this.#pending = null;
    this.#lost = false;
    this.#looked = false;
    if (onlyLook) {
      this.#take(await ends.look(this.version, ends.stage()));
    } else if (replaceAll || !pending) {
      this.#take(await ends.replaceText(this.version, ends.text(), ends.stage()));
    } else {
      const changed = await ends.change(this.version, toTextChanges(pending), ends.stage());
      if (changed.kind === "update") this.#take(changed.update, changed.previewed);
      else if (changed.kind === "superseded") this.version += 1;
      else this.#lost = true;
    }
  }

  #take(update: Update, previewed: Previewed | null = null): void {
    this.version = update.version;
    this.#ends.take(update, previewed);
  }
}

export function isOutOfStep(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error
    ? error.code === "outOfStep"
    : false;
}
