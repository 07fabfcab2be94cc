/** The stand-in's answers about several files: each list of a later file counts. */
import type { InstallationFiles, InstallationView } from "../src/bindings";
import type { Analysis } from "./analysis";

interface Open {
  path: string | null;
  analysis: Analysis;
}

export function filesOf(path: string | null): InstallationFiles {
  return { files: path === null ? [] : [path], settings: null };
}

export function installationOf(files: readonly string[], open: readonly Open[]): InstallationView {
  const views = (file: string) =>
    open.filter(({ path }) => path === file).flatMap(({ analysis }) => analysis.views);
  const last = files.findLast((file) => views(file).length > 0) ?? null;
  const stages = files.flatMap((file) =>
    views(file).map(({ summary: { line, label, kind } }) => ({
      ...{ file, line, label, kind, known: file === last },
      replacedBy: file === last ? null : last,
    })),
  );
  return { failures: [], troubles: [], clashes: [], stages };
}
