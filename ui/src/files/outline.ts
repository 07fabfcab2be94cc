/** The files and their stages as the rows of one tree. */
import type { StageSummary } from "../bindings";
import type { App } from "../state/app.svelte";
import type { Buffer } from "../state/buffer.svelte";

export type Row =
  | {
      kind: "file";
      id: string;
      name: string;
      path: string | null;
      buffer: Buffer | null;
      quiet: boolean;
    }
  | { kind: "stage"; id: string; name: string; buffer: Buffer; stage: StageSummary };

/** Every row in order; stages of files that are folded away are left out. */
export function outline(app: App, folded: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  // Workspaces may lie in one another, and open files in workspaces.
  const shown = new Set<string>();
  for (const workspace of app.workspaces) {
    for (const file of workspace.files) {
      const buffer = app.buffers.find((open) => open.path === file.path) ?? null;
      if (shown.has(file.path)) continue;
      shown.add(file.path);
      add(rows, file.name, file.path, buffer, folded, !file.holdsStages);
    }
  }
  for (const buffer of app.buffers) {
    if (buffer.path === null || !shown.has(buffer.path))
      add(rows, buffer.name, buffer.path, buffer, folded, false);
  }
  return rows;
}

function add(
  rows: Row[],
  name: string,
  path: string | null,
  buffer: Buffer | null,
  folded: ReadonlySet<string>,
  quiet: boolean,
): void {
  const id = buffer ? `file:${buffer.id}` : `file:${path}`;
  rows.push({ kind: "file", id, name, path, buffer, quiet });
  if (!buffer || folded.has(id)) return;
  for (const stage of buffer.stages) {
    const name = stage.label || stage.type;
    rows.push({ kind: "stage", id: `stage:${buffer.id}:${stage.index}`, name, buffer, stage });
  }
}

/** The next row whose name begins with what was typed, after `from`, going round. */
export function typeAhead(rows: readonly Row[], from: number, typed: string): number {
  const wanted = typed.toLowerCase();
  const skip = typed.length === 1 ? 1 : 0;
  for (let by = skip; by < rows.length + skip; by++) {
    const index = (from + by) % rows.length;
    if (rows[index]?.name.toLowerCase().startsWith(wanted)) return index;
  }
  return -1;
}
