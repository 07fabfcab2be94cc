/**
 * Places of a text by names of somebody else's choosing, which move with it:
 * what is put in before a place shifts it, and with its text it is gone.
 */
import { MapMode, type ChangeSet } from "@codemirror/state";

export class Marks {
  #at = new Map<string, number>();

  get(name: string): number | undefined {
    return this.#at.get(name);
  }

  put(name: string, at: number): void {
    this.#at.set(name, at);
  }

  drop(name: string): void {
    this.#at.delete(name);
  }

  /** Follows a change of the text. */
  follow(changes: ChangeSet): void {
    for (const [name, at] of this.#at) {
      const now = changes.mapPos(at, 1, MapMode.TrackDel);
      if (now === null) this.#at.delete(name);
      else this.#at.set(name, now);
    }
  }
}
