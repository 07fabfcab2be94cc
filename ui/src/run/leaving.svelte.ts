/** What earlier runs left behind, and closing the window while one is going. */
import type { CleanedRun, Leftover } from "../bindings";
import { r } from "../messages.run";
import type { App } from "../state/app.svelte";

export class Leaving {
  leftovers: readonly Leftover[] = $state.raw([]);
  cleaning = $state(false);
  cleaned: readonly CleanedRun[] = $state.raw([]);
  /** How many runs are going while the window is to be closed. */
  closing = $state(0);
  /** Whether they are stopped, so that it closes then. */
  waiting = $state(false);
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
  }

  get #commands() {
    return this.#app.platform.commands;
  }

  /** Objects that a clean-up has deleted and that are still there. */
  get terminating(): string[] {
    return this.cleaned.flatMap(({ terminating }) => terminating);
  }

  async begin(): Promise<void> {
    this.#app.platform.onClosing((going) => (this.closing = going));
    this.leftovers = await this.#commands.leftovers().catch(() => []);
  }

  /** Removes what earlier runs left, after one confirmation; `force` after a warning. */
  async clean(force: boolean): Promise<void> {
    this.cleaning = true;
    this.cleaned = (await this.#app.attempt(() => this.#commands.cleanLeftovers(force))) ?? [];
    this.leftovers = await this.#commands.leftovers().catch(() => []);
    this.cleaning = false;
    if (this.leftovers.length === 0) this.#app.say(r.allGone);
  }

  /** Closes the window when all runs are stopped and cleaned up. */
  async stopAndClose(): Promise<void> {
    this.waiting = true;
    const stopped = await this.#app.attempt(() => this.#commands.stopRuns().then(() => true));
    // Meanwhile the window may have been kept open.
    const meant = this.waiting;
    this.stay();
    if (stopped && meant) await this.#app.attempt(() => this.#commands.closeWindow());
  }

  /** Closes the window at once; what is left is found at the next start. */
  async closeAnyway(): Promise<void> {
    this.stay();
    await this.#app.attempt(() => this.#commands.leaveRuns());
  }

  /** Keeps the window open. */
  stay(): void {
    this.waiting = false;
    this.closing = 0;
  }
}
