/** The one place that is selected; every view lights it. */
import type { Position, Range, StageSummary } from "../bindings";

export type View = "form" | "yaml" | "preview" | "problems" | "files";

export interface Selection {
  /** The YAML path; empty when only a range is known. */
  path: string;
  /** Where it is, when it is known better than by the path. */
  range: Range | null;
  /** The view it was made in: that one does not follow. */
  from: View;
  /** Whether the form's control is to take the focus. */
  focus: boolean;
}

/** The stage that a line lies in: the last one that begins at or before it. */
export function stageAt(stages: readonly StageSummary[], at: Position): StageSummary | null {
  let best: StageSummary | null = null;
  for (const stage of stages) {
    if (stage.line <= at.line && (!best || stage.line >= best.line)) best = stage;
  }
  return best;
}
