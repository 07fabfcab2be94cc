/** Opening, saving and closing files, and what happens to them outside. */
import { m } from "../messages";
import { lookForDrafts } from "../safety/drafts";
import { asCommandError, type App } from "./app.svelte";
import type { Buffer } from "./buffer.svelte";

/** Opens what the program was started with, and listens from then on. */
export async function start(app: App): Promise<void> {
  app.starting = true;
  app.platform.onDiskChange((id) => {
    const buffer = app.buffers.find((open) => open.id === id);
    if (buffer) void lookOutside(app, buffer);
  });
  // Network file systems tell nothing: coming back to the window is a moment to look.
  window.addEventListener("focus", () => {
    for (const buffer of app.buffers) void lookOutside(app, buffer);
  });
  app.platform.onTrouble(({ message, remedy }) => app.warn(message, remedy));
  app.platform.onDrop(
    (paths) => (app.dragged = paths),
    (paths) => void openAll(app, paths),
  );
  const startup = await app.attempt(() => app.platform.commands.startup());
  if (startup) {
    app.startup = startup;
    app.author.target = startup.target;
    await openAll(app, startup.paths);
  }
  app.starting = false;
  if (!startup) return;
  await lookForDrafts(app);
  await app.runs.leaving.begin();
}

export async function openAll(app: App, paths: readonly string[]): Promise<void> {
  for (const path of paths) await openPath(app, path);
}

/** Opens a file, or a folder as a workspace. */
export async function openPath(app: App, path: string): Promise<void> {
  const open = app.buffers.find((buffer) => buffer.path === path);
  if (open) return app.activate(open);
  await app.attempt(async () => {
    if (!/\.ya?ml$/i.test(path) && (await tryFolder(app, path))) return;
    const buffer = app.add(await app.platform.commands.open(path));
    app.say(m.opened(buffer.name));
    // What happened to the file before the window knew the buffer.
    void lookOutside(app, buffer);
  });
}

/** What does not look like YAML may be a folder: the engine knows. */
async function tryFolder(app: App, path: string): Promise<boolean> {
  try {
    await openFolder(app, path);
    return true;
  } catch {
    return false;
  }
}

export async function openFolder(app: App, path: string): Promise<void> {
  const workspace = await app.platform.commands.openWorkspace(path);
  const others = app.workspaces.filter((known) => known.root !== workspace.root);
  app.workspaces = [...others, workspace];
  app.say(m.openedFolder(workspace.root, workspace.files.length));
  const first = workspace.files.find((file) => file.holdsStages);
  if (!app.active && first) await openPath(app, first.path);
}

export async function askForFiles(app: App): Promise<void> {
  const paths = await app.attempt(() => app.platform.pickFiles());
  await openAll(app, paths ?? []);
}

export async function askForFolder(app: App): Promise<void> {
  const path = await app.attempt(() => app.platform.pickFolder());
  if (path) await app.attempt(() => openFolder(app, path));
}

export async function newFile(app: App): Promise<Buffer | null> {
  const opened = await app.attempt(() => app.platform.commands.newBuffer());
  return opened && app.add(opened);
}

/** Saves a buffer; asks where if it has no file yet, or if `elsewhere`. */
export async function save(app: App, buffer: Buffer, elsewhere = false): Promise<boolean> {
  if (buffer.outside?.kind === "changed" && !elsewhere) {
    app.activate(buffer);
    app.task = { kind: "conflict" };
    return false;
  }
  let target: string | null = null;
  if (elsewhere || buffer.path === null) {
    target = await app.platform.pickTarget(buffer.path ?? buffer.name);
    if (target === null) return false;
  }
  try {
    const saved = await buffer.sync.exclusive((version) =>
      app.platform.commands.save(buffer.id, version, target),
    );
    buffer.path = saved.path;
    buffer.name = nameOf(saved.path);
    buffer.outside = null;
    buffer.unsaved = false;
    buffer.sync.look();
    app.say(m.saved(buffer.name));
    return true;
  } catch (error) {
    if (asCommandError(error).code !== "changedOnDisk") app.fail(error);
    else await showConflict(app, buffer);
    return false;
  }
}

/** Shows both texts: nothing is saved before it is decided which one stays. */
async function showConflict(app: App, buffer: Buffer): Promise<void> {
  await lookOutside(app, buffer);
  app.activate(buffer);
  if (buffer.outside?.kind === "changed") app.task = { kind: "conflict" };
}

/** Ends a conflict with the text that is to stand; the disk's is the base then. */
export async function resolve(app: App, buffer: Buffer, text: string): Promise<void> {
  const shown = buffer.outside?.kind === "changed" ? buffer.outside.text : null;
  const opened = await app.attempt(() =>
    buffer.sync.exclusive(() => app.platform.commands.reload(buffer.id)),
  );
  if (!opened) return;
  buffer.sync.reset(opened.update.version);
  if (shown !== null && opened.text !== shown && text !== opened.text) {
    buffer.outside = { kind: "changed", text: opened.text };
    buffer.sync.lose();
    app.say(m.changedAgain(buffer.name));
    return;
  }
  buffer.replace(text);
  buffer.sync.lose();
  buffer.outside = null;
  app.task = null;
  await buffer.sync.settled();
}

/**
 * Learns what the disk holds for a buffer, in its lane: what is unsaved is
 * decided while both sides have the same text.
 */
export async function lookOutside(app: App, buffer: Buffer): Promise<void> {
  if (buffer.path === null) return;
  await app.attempt(() =>
    buffer.sync.exclusive(async () => {
      const disk = await app.platform.commands.onDisk(buffer.id);
      if (disk.kind === "newer") {
        buffer.replace(disk.text);
        buffer.sync.lose();
        app.say(m.reloaded(buffer.name));
      }
      buffer.outside =
        disk.kind === "conflict"
          ? { kind: "changed", text: disk.text }
          : disk.kind === "gone"
            ? { kind: "vanished" }
            : null;
      // Whether the text is in a file may have changed.
      buffer.sync.look();
    }),
  );
}

/** Closes a buffer; one with changes is asked about first. */
export async function close(app: App, buffer: Buffer, discard = false): Promise<void> {
  if (buffer.unsaved && !discard) {
    app.activate(buffer);
    app.task = { kind: "closing" };
    return;
  }
  await app.attempt(() => app.platform.commands.close(buffer.id));
  const index = app.buffers.indexOf(buffer);
  app.buffers = app.buffers.filter((open) => open !== buffer);
  if (app.active === buffer) app.activate(app.buffers[index] ?? app.buffers.at(-1) ?? null);
}

export function nameOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
