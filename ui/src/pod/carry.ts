/** Carrying out what a form of the pod wishes. */
import type { PodWish } from "../bindings";
import { m } from "../messages";
import { inWords, type App } from "../state/app.svelte";

/** Makes the change as one step; says why not, and what to do, where it cannot be made. */
export async function carry(app: App, wish: PodWish): Promise<string | null> {
  const { active } = app;
  const stage = active?.stage ?? null;
  if (!active || stage === null) return m.notHere();
  const { commands } = app.platform;
  try {
    const edit = await active.sync.exclusive((version) =>
      commands.podChange(active.id, version, stage, wish),
    );
    await active.edit(edit);
    return null;
  } catch (error) {
    return inWords(error);
  }
}
