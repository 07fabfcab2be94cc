/** Mappings that typing has shifted: the text of the mapping is the same, what it sets is not. */
import type { Edit, ParameterUse, StageView, Tree } from "../bindings";
import { set, text } from "../design/edits";
import { friendly, mappingTo, targets } from "../design/mapping";
import { after, join } from "../state/path";
import { child } from "../state/tree";

/** What a parameter was meant to set, by its name and mapping. */
export type Meant = Record<string, string>;

/** Where a text has what mappings were meant to set, whatever was typed before it. */
export interface Places {
  /** The path of the place that was marked, if it is still there. */
  find(key: string): string | null;
  mark(key: string, path: string): void;
  drop(key: string): void;
}

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
export function meantBy(view: StageView, before: Meant, places: Places): Meant {
  const meant: Meant = {};
  for (const use of view.parameters) {
    const key = keyOf(use);
    const known = before[key];
    if (known !== undefined) meant[key] = known;
    else if (reaches(use)) meant[key] = use.target ?? "";
    // A place that was gone for a while, or is new, is marked where it stands.
    const sets = reaches(use) && meant[key] === use.target ? use.path : null;
    if (sets !== null && places.find(key) === null) places.mark(key, sets);
  }
  for (const key of Object.keys(before)) if (meant[key] === undefined) places.drop(key);
  return meant;
}

/** Parameters that set something else than was meant. */
export function shiftsOf(view: StageView, meant: Meant, places: Places): Shift[] {
  const found: Shift[] = [];
  for (const use of view.parameters) {
    const key = keyOf(use);
    const was = meant[key];
    // A name that is half typed is no shift: the place itself did not move.
    if (was === undefined || !reaches(use)) continue;
    const now = use.target;
    const there = places.find(key) ?? named(view.tree, was);
    if (there === null || there === use.path) continue;
    const mapping = mappingTo(view.tree, there);
    const list = child(view.tree, "parameters");
    if (mapping === null || !list) continue;
    const meantNow = friendly(view.tree, after(there, view.tree.path) ?? []);
    const fix = set(join(list.path, use.index, "mapping"), text(mapping));
    found.push({ name: use.name, key, now, was: meantNow, fix });
  }
  return found;
}

/** The path of a place by its name: for what was taken out and put in elsewhere. */
function named(root: Tree, name: string): string | null {
  return targets(root).find((target) => target.name === name)?.path ?? null;
}

function reaches({ target, problem }: ParameterUse): boolean {
  return target !== null && problem === null;
}
