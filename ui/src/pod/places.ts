/** Places in the Job's pod that its forms look at. */
import type { Tree } from "../bindings";
import { m } from "../messages";
import { child, place } from "../state/tree";

export const POD = ["manifest", "spec", "template", "spec"];

export interface Container {
  node: Tree;
  name: string;
  /** Canonically, from the stage. */
  steps: (string | number)[];
}

/** All containers with their names; those of the start last. */
export function containersOf(root: Tree): Container[] {
  return ["containers", "initContainers"].flatMap((list) => {
    const { node } = place(root, ...POD, list);
    const items = node?.kind === "sequence" ? node.children : [];
    return items.map((item, index) => ({
      node: item,
      name: child(item, "name")?.text || m.pod.unnamedContainer(index + 1),
      steps: [...POD, list, index],
    }));
  });
}

/** The items of a list, and none of anything else. */
export function itemsOf(node: Tree | null | undefined): readonly Tree[] {
  return node?.kind === "sequence" ? node.children : [];
}
