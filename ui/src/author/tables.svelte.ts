/** What may stand where in the Job, asked once for each kind of place. */
import { createContext } from "svelte";
import type { JobFields, StageKind } from "../bindings";
import type { Commands } from "../platform";
import { formatPath, type Step } from "../state/path";

export class Tables {
  #known: Record<string, JobFields> = $state.raw({});
  readonly #asked: Record<string, boolean> = {};
  #commands: Commands;

  constructor(commands: Commands) {
    this.#commands = commands;
  }

  /** What may stand at a place; `null` until it is known. */
  at(kind: StageKind, steps: readonly Step[], target: string): JobFields | null {
    // All items of a list are of one kind.
    const path = formatPath({
      document: 0,
      steps: steps.map((step) => (typeof step === "number" ? 0 : step)),
    });
    const key = `${kind} ${target} ${path}`;
    const known = this.#known[key];
    if (known) return known;
    if (!this.#asked[key]) {
      this.#asked[key] = true;
      this.#commands
        .jobFields(kind, path, target)
        .then((fields) => (this.#known = { ...this.#known, [key]: fields }))
        .catch(() => (this.#asked[key] = false));
    }
    return null;
  }
}

export const [useTables, provideTables] = createContext<Tables>();
