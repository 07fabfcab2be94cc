/** Mappings that typing has shifted: the text of the mapping is the same, what it sets is not. */
import type { Edit, ParameterUse, StageView } from "../bindings";
import { set, text } from "../design/edits";
import { targets } from "../design/mapping";
import { join } from "../state/path";
import { child } from "../state/tree";

/** What a parameter was meant to set, by its name and mapping. */
export type Meant = Record<string, string>;

export interface Shift {
  name: string;
  key: string;
  now: string | null;
  was: string;
  /** Sets what was meant, if that is still there. */
  fix: Edit | null;
}

const keyOf = ({ name, mapping }: ParameterUse) => `${name}\n${mapping ?? ""}`;

/** What each parameter sets now; of those known, what it was meant to. */
export function meantBy(view: StageView, before: Meant): Meant {
  const meant: Meant = {};
  for (const use of view.parameters) {
    const key = keyOf(use);
    const known = before[key];
    if (known !== undefined) meant[key] = known;
    else if (reaches(use)) meant[key] = use.target ?? "";
  }
  return meant;
}

/** Parameters that set something else than was meant. */
export function shiftsOf(view: StageView, meant: Meant): Shift[] {
  const found: Shift[] = [];
  for (const use of view.parameters) {
    const key = keyOf(use);
    const was = meant[key];
    const now = reaches(use) ? use.target : null;
    // A name that is half typed is no shift: the place itself did not move.
    if (was === undefined || was === now || now === null) continue;
    const there = targets(view.tree).find(({ name }) => name === was);
    if (!there) continue;
    const list = child(view.tree, "parameters");
    const fix = list ? set(join(list.path, use.index, "mapping"), text(there.mapping)) : null;
    found.push({ name: use.name, key, now, was, fix });
  }
  return found;
}

function reaches({ target, problem }: ParameterUse): boolean {
  return target !== null && problem === null;
}
