/** Named values for a stage's parameters, kept with the program's own data. */
import type { Platform } from "../platform";

export type Values = Record<string, string>;
type Sets = Record<string, Record<string, Values>>;

const SETTING = "valueSets";

export class ValueSets {
  /** By stage type, then by name. */
  #sets: Sets = $state.raw({});
  #loaded = false;
  #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  async load(): Promise<void> {
    if (this.#loaded) return;
    this.#loaded = true;
    const text = await this.#platform.commands.setting(SETTING).catch(() => null);
    try {
      const kept: unknown = JSON.parse(text ?? "{}");
      if (typeof kept === "object" && kept !== null) this.#sets = kept as Sets;
    } catch {
      // What another version kept is left alone until something is kept anew.
    }
  }

  names(type: string): string[] {
    return Object.keys(this.#sets[type] ?? {});
  }

  get(type: string, name: string): Values | null {
    return this.#sets[type]?.[name] ?? null;
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

  keep(type: string, name: string, values: Values): void {
    this.#put(type, { ...this.#sets[type], [name]: { ...values } });
  }

  drop(type: string, name: string): void {
    const left = Object.entries(this.#sets[type] ?? {}).filter(([other]) => other !== name);
    this.#put(type, Object.fromEntries(left));
  }

  /** A stage's type, or a parameter of it, has another name: its sets go with it. */
  async rename(type: string, from: string | null, to: string): Promise<void> {
    await this.load();
    const sets = this.#sets[type];
    if (!sets) return;
    if (from === null) {
      // What is there under the new name is another stage's.
      this.#put(to, { ...sets, ...this.#sets[to] });
      return;
    }
    const renamed = (values: Values) =>
      Object.fromEntries(
        Object.entries(values).map(([name, text]) => [name === from ? to : name, text]),
      );
    this.#put(
      type,
      Object.fromEntries(Object.entries(sets).map(([name, values]) => [name, renamed(values)])),
    );
  }

  #put(type: string, sets: Record<string, Values>): void {
    this.#sets = { ...this.#sets, [type]: sets };
    const text = JSON.stringify(this.#sets);
    this.#platform.commands.setSetting(SETTING, text).catch(() => undefined);
  }
}
