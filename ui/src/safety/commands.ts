/** What the palette and keyboard do about losing nothing. */
import { m } from "../messages";
import type { App } from "../state/app.svelte";
import { save } from "../state/files";

/** Saves every file with changes, one after the other; stops at a conflict. */
export async function saveAll(app: App): Promise<void> {
  const unsaved = app.buffers.filter((buffer) => buffer.unsaved && buffer.readOnly === null);
  let saved = 0;
  for (const buffer of unsaved) {
    if (!(await save(app, buffer))) return;
    saved += 1;
  }
  app.say(saved === 0 ? m.nothingToSave() : m.savedAll(saved));
}

/** Shows the active text against git's last commit. */
export async function compareHead(app: App): Promise<void> {
  const buffer = app.active;
  if (!buffer) return;
  const head = await app.attempt(() => app.platform.commands.gitHead(buffer.id));
  if (head) app.task = { kind: "head", head };
  else if (!app.notice) app.say(m.noRepository(buffer.name));
}
