/** Affinity as a plain list of rules. */
import type { Tree } from "../bindings";
import type { Step } from "../state/path";
import { place } from "../state/tree";
import { itemsOf, POD } from "./places";

export const NEEDED = "requiredDuringSchedulingIgnoredDuringExecution";
export const LIKED = "preferredDuringSchedulingIgnoredDuringExecution";

export interface Rule {
  /** What one rule is made of. */
  item: Tree;
  /** Canonically, from the stage. */
  steps: Step[];
  /** The weight's place, of a rule that is only liked. */
  weight: Step[] | null;
}

function at(root: Tree, steps: Step[], weight: Step[] | null): Rule[] {
  const items = itemsOf(place(root, ...steps).node);
  return items.map((item, index) => ({ item, steps: [...steps, index], weight }));
}

/** Every expression about a node's labels. */
export function nodeRules(root: Tree): Rule[] {
  const base = [...POD, "affinity", "nodeAffinity"];
  const needed = [...base, NEEDED, "nodeSelectorTerms"];
  const terms = at(root, needed, null).flatMap(({ steps }) =>
    at(root, [...steps, "matchExpressions"], null),
  );
  const liked = at(root, [...base, LIKED], null).flatMap(({ steps }) =>
    at(root, [...steps, "preference", "matchExpressions"], [...steps, "weight"]),
  );
  return [...terms, ...liked];
}

/** Every term about other pods, beside them or away. */
export function neighbours(root: Tree): (Rule & { apart: boolean; term: Step[] })[] {
  return [false, true].flatMap((apart) => {
    const base = [...POD, "affinity", apart ? "podAntiAffinity" : "podAffinity"];
    const needed = at(root, [...base, NEEDED], null);
    const liked = at(root, [...base, LIKED], null);
    return [
      ...needed.map((rule) => ({ ...rule, apart, term: rule.steps })),
      ...liked.map((rule) => ({
        ...rule,
        apart,
        term: [...rule.steps, "podAffinityTerm"],
        weight: [...rule.steps, "weight"],
      })),
    ];
  });
}

/** A weight as the wish has it: none where it is needed. */
export function weightOf(strength: string, weight: string): number | null {
  if (strength !== "liked") return null;
  return Math.min(100, Math.max(1, Math.round(Number(weight)) || 1));
}
