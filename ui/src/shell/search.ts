/** What the palette finds: commands, stages, files. */
import { m } from "../messages";
import type { App } from "../state/app.svelte";
import { openPath } from "../state/files";
import { COMMANDS } from "./commands";

export interface Entry {
  id: string;
  title: string;
  note: string;
  keys?: string;
  run: () => unknown;
}

export function found(app: App, typed: string): Entry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const all = [...commands(app), ...stages(app), ...files(app)];
  return all.filter(({ title, note }) => {
    const text = `${title} ${note}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function commands(app: App): Entry[] {
  return COMMANDS.filter(({ id, can }) => id !== "palette" && (can?.(app) ?? true)).map(
    ({ id, title, keys, run }) => ({ id, title, note: "", keys, run: () => run(app) }),
  );
}

function stages(app: App): Entry[] {
  return app.buffers.flatMap((buffer) =>
    buffer.stages.map((stage) => ({
      id: `stage:${buffer.id}:${stage.index}`,
      title: m.goTo(stage.label || stage.type || m.unnamed()),
      note: `${stage.type} · ${buffer.name}`,
      run: () => app.showStage(buffer, stage.index, "files"),
    })),
  );
}

function files(app: App): Entry[] {
  const known = app.workspaces.flatMap(({ files }) => files.map(({ path }) => path));
  const recent = app.startup?.recent ?? [];
  return [...new Set([...known, ...recent])].map((path) => ({
    id: `file:${path}`,
    title: m.openNamed(path.split(/[\\/]/).at(-1) ?? path),
    note: path,
    run: () => openPath(app, path),
  }));
}
