/** Texts that a crash left behind: found, restored, discarded. */
import type { AbandonedDraft } from "../bindings";
import { m } from "../messages";
import type { App } from "../state/app.svelte";
import type { Buffer } from "../state/buffer.svelte";

export async function lookForDrafts(app: App): Promise<void> {
  const found = await app.attempt(() => app.platform.commands.abandonedDrafts());
  if (!found) return;
  app.drafts = found.drafts;
  const [trouble] = found.troubles;
  if (trouble) app.notice = { tone: "warning", text: trouble, remedy: "" };
}

/** What a draft was begun from, against what its file is now. */
export function standing(draft: AbandonedDraft): "new" | "gone" | "changed" | "same" {
  if (draft.path === null) return "new";
  if (draft.disk === null) return "gone";
  return draft.disk === draft.base ? "same" : "changed";
}

/**
 * Opens the draft's file and puts the draft in, as one step of the history.
 * A file that changed meanwhile is opened with the conflict shown: nothing is
 * decided silently.
 */
export async function restore(app: App, draft: AbandonedDraft): Promise<Buffer | null> {
  const { commands } = app.platform;
  const buffer = await app.attempt(async () => {
    const known = app.buffers.find(({ path }) => path !== null && path === draft.path);
    const there = draft.path !== null && draft.disk !== null;
    const opened =
      known ?? app.add(await (there ? commands.open(draft.path ?? "") : commands.newBuffer()));
    const changed = standing(draft) === "changed";
    const text = changed ? await mergedOr(app, draft) : draft.text;
    opened.replace(text);
    await opened.sync.settled();
    // It is this run's own draft now.
    await commands.discardDraft(draft.id);
    app.activate(opened);
    return opened;
  });
  if (!buffer) return null;
  forget(app, draft);
  app.say(m.restored(draft.name));
  return buffer;
}

/**
 * The draft with the file's changes, where they do not meet; where they do,
 * the draft as it is: the difference to the file is seen and undone in it.
 */
async function mergedOr(app: App, draft: AbandonedDraft): Promise<string> {
  const parts = await app.platform.commands.mergeTexts(draft.base, draft.text, draft.disk ?? "");
  let text = "";
  for (const part of parts) {
    if (part.kind === "conflict") return draft.text;
    text += part.text;
  }
  return text;
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
