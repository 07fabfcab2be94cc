/** Texts that a crash left behind: found, restored, discarded. */
import type { AbandonedDraft } from "../bindings";
import { m } from "../messages";
import type { App } from "../state/app.svelte";
import type { Buffer } from "../state/buffer.svelte";
import { mergedText, undecided } from "./merge";

export async function lookForDrafts(app: App): Promise<void> {
  const found = await app.attempt(() => app.platform.commands.abandonedDrafts());
  if (!found) return;
  app.drafts = found.drafts;
  for (const trouble of found.troubles) app.warn(trouble, "");
}

/** What a draft was begun from, against what its file is now. */
export function standing(draft: AbandonedDraft): "new" | "gone" | "changed" | "same" {
  if (draft.path === null) return "new";
  if (draft.disk === null) return "gone";
  return draft.disk === draft.base ? "same" : "changed";
}

/**
 * Opens the draft's file and puts the draft in, as one step of the history. A
 * file that changed meanwhile is merged with it; where the two meet, a person
 * decides, and nothing is saved before.
 */
export async function restore(app: App, draft: AbandonedDraft): Promise<Buffer | null> {
  const { commands } = app.platform;
  const buffer = await app.attempt(async () => {
    const known = app.buffers.find(({ path }) => path !== null && path === draft.path);
    const there = draft.path !== null && draft.disk !== null;
    const opened =
      known ?? app.add(await (there ? commands.open(draft.path ?? "") : commands.newBuffer()));
    const changed = standing(draft) === "changed";
    const parts = changed
      ? await commands.mergeTexts(draft.base, draft.text, draft.disk ?? "")
      : null;
    opened.replace((parts && mergedText(parts, {})) ?? draft.text);
    await opened.sync.settled();
    app.activate(opened);
    if (parts && undecided(parts, {}) > 0) {
      opened.outside = { kind: "changed", text: draft.disk ?? "" };
      app.task = { kind: "merge", parts };
    }
    // It is this run's own draft now.
    await commands.discardDraft(draft.id);
    return opened;
  });
  if (!buffer) return null;
  forget(app, draft);
  app.say(m.restored(draft.name));
  return buffer;
}

export async function discard(app: App, draft: AbandonedDraft): Promise<void> {
  const done = await app.attempt(async () => {
    await app.platform.commands.discardDraft(draft.id);
    return true;
  });
  if (done) forget(app, draft);
}

function forget(app: App, draft: AbandonedDraft): void {
  app.drafts = app.drafts.filter((other) => other !== draft);
}
