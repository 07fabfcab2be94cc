/** Runs that were made: listed, opened, compared, their logs kept. */
import type { RunDifference, RunShown, RunSummary } from "../bindings";
import { r } from "../messages.run";
import type { App } from "../state/app.svelte";

export class Past {
  all: readonly RunSummary[] = $state.raw([]);
  opened: RunShown | null = $state.raw(null);
  compared: { first: RunSummary; second: RunSummary; all: RunDifference[] } | null =
    $state.raw(null);
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  get #commands() {
    return this.#app.platform.commands;
  }

  async list(): Promise<void> {
    this.all = (await this.#app.attempt(() => this.#commands.runs())) ?? this.all;
  }

  async open(id: string): Promise<void> {
    this.compared = null;
    this.opened = await this.#app.attempt(() => this.#commands.openRun(id));
  }

  async compare(first: RunSummary, second: RunSummary): Promise<void> {
    const all = await this.#app.attempt(() => this.#commands.compareRuns(first.id, second.id));
    this.opened = null;
    if (all) this.compared = { first, second, all };
  }

  /** Leaves the run or the comparison that is looked at. */
  back(): void {
    this.opened = null;
    this.compared = null;
  }

  async saveLog(run: string, file: string): Promise<void> {
    const path = await this.#app.platform.pickLog(file);
    if (path === null) return;
    await this.#app.attempt(async () => {
      await this.#commands.saveLog(run, file, path);
      this.#app.say(r.savedTo(path));
    });
  }
}
