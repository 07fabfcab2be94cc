/** Turning a value into a parameter's default: it keeps its place and gets a name. */
import { join } from "../state/path";
import { place, scalar, type Place } from "../state/tree";
import type { Design } from "./context";
import { freshName, names, parameterFor } from "./edits";
import { mappingTo } from "./mapping";

/** Whether a parameter could set this place, and none does yet. */
export function canBecomeParameter(design: Design, at: Place, name: string): boolean {
  const free = (at.node?.setBy.length ?? 0) === 0;
  return free && name !== "" && !design.readOnly && mappingTo(design.root, at.path) !== null;
}

export async function makeParameter(design: Design, at: Place, name: string): Promise<void> {
  const mapping = mappingTo(design.root, at.path);
  if (mapping === null) return;
  const list = place(design.root, "parameters");
  const fresh = freshName(name, names(list.node));
  const index = list.node?.children.length ?? 0;
  await design.edit(parameterFor(design.root, fresh, mapping, scalar(at.node)));
  design.focus(join(list.path, index, "label"));
}
