/** Named values for a stage's parameters, kept beside its file for the team. */
import type { ValueSet } from "../bindings";
import type { Platform } from "../platform";
import type { Buffer } from "../state/buffer.svelte";

export type Values = Record<string, string>;

export class ValueSets {
  #sets: readonly ValueSet[] = $state.raw([]);
  /** The file that keeps them; none where the stage is in no file yet. */
  path: string | null = $state.raw(null);
  /** What was asked last: its answer counts. */
  #asked: Buffer | null = null;
  #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Reads what is kept for a file; others of its folder may have changed it. */
  async load(buffer: Buffer): Promise<void> {
    this.#asked = buffer;
    const kept = await this.#platform.commands.valueSets(buffer.id);
    if (this.#asked !== buffer) return;
    this.#sets = kept.sets;
    this.path = kept.path;
  }

  names(type: string): string[] {
    return this.#of(type).map(({ name }) => name);
  }

  get(type: string, name: string): Values | null {
    const found = this.#of(type).find((set) => set.name === name);
    return found ? Object.fromEntries(found.values.map(({ name, text }) => [name, text])) : null;
  }

  /** Whether a set has just these values. */
  is(type: string, name: string, values: Values): boolean {
    const set = this.get(type, name) ?? {};
    const names = Object.keys(set);
    return (
      names.length === Object.keys(values).length &&
      names.every((known) => set[known] === values[known])
    );
  }

  keep(buffer: Buffer, type: string, name: string, values: Values): Promise<void> {
    const list = Object.entries(values).map(([name, text]) => ({ name, text }));
    const set: ValueSet = { stageType: type, name, values: list };
    return this.#put(buffer, type, (sets) =>
      sets.some((known) => known.name === name)
        ? sets.map((known) => (known.name === name ? set : known))
        : [...sets, set],
    );
  }

  drop(buffer: Buffer, type: string, name: string): Promise<void> {
    return this.#put(buffer, type, (sets) => sets.filter((known) => known.name !== name));
  }

  /** A stage's type, or a parameter of it, has another name: its sets go with it. */
  async rename(buffer: Buffer, type: string, from: string | null, to: string): Promise<void> {
    const own = await this.#kept(buffer, type);
    if (own.length === 0) return;
    if (from !== null) {
      return this.#put(buffer, type, (sets) =>
        sets.map(({ values, ...set }) => ({
          ...set,
          values: values.map(({ name, text }) => ({ name: name === from ? to : name, text })),
        })),
      );
    }
    // What is there under the new name is another stage's.
    await this.#put(buffer, to, (sets) => [
      ...own.filter(({ name }) => !sets.some((known) => known.name === name)),
      ...sets,
    ]);
    await this.#put(buffer, type, () => []);
  }

  #of(type: string): ValueSet[] {
    return this.#sets.filter(({ stageType }) => stageType === type);
  }

  /** Changes what the file has now, which others may have written meanwhile. */
  async #put(
    buffer: Buffer,
    type: string,
    change: (sets: ValueSet[]) => ValueSet[],
  ): Promise<void> {
    const sets = change(await this.#kept(buffer, type));
    await this.#platform.commands.keepValueSets(buffer.id, type, sets);
    await this.load(buffer);
  }

  /** What the buffer's file has now, whichever file is shown meanwhile. */
  async #kept(buffer: Buffer, type: string): Promise<ValueSet[]> {
    const { sets } = await this.#platform.commands.valueSets(buffer.id);
    return sets.filter(({ stageType }) => stageType === type);
  }
}
