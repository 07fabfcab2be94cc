/** Finding one's way in a stage's tree. */
import type { Position, Range, Tree } from "../bindings";
import { after, join, type Step } from "./path";

/** Where a property is, or would be. */
export interface Place {
  node: Tree | null;
  path: string;
}

/** A name as Spring compares it: `back-off_limit` and `backOffLimit` are one. */
export function uniform(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** The entry under a key, in Spring's relaxed spelling. */
export function child(node: Tree | null | undefined, name: string): Tree | null {
  const children = node?.children ?? [];
  const exact = children.find((entry) => entry.key === name);
  if (exact) return exact;
  const wanted = uniform(name);
  return children.find((entry) => entry.key !== null && uniform(entry.key) === wanted) ?? null;
}

/** Follows steps as far as they exist and names the rest canonically. */
export function place(root: Tree, ...steps: Step[]): Place {
  let node: Tree | null = root;
  let path = root.path;
  for (const step of steps) {
    const next: Tree | null =
      typeof step === "number" ? (node?.children[step] ?? null) : child(node, step);
    path = next?.path ?? join(path, step);
    node = next;
  }
  return { node, path };
}

/** The node at a path. */
export function find(root: Tree, path: string): Tree | null {
  const steps = after(path, root.path);
  let node: Tree | null = steps ? root : null;
  for (const step of steps ?? []) {
    node =
      (typeof step === "number"
        ? node?.children[step]
        : node?.children.find((entry) => entry.key === step)) ?? null;
  }
  return node;
}

/** The node at a path, or the nearest one around it. */
export function nearest(root: Tree, path: string): Tree | null {
  const steps = after(path, root.path);
  if (!steps) return null;
  let node = root;
  for (const step of steps) {
    const next =
      typeof step === "number"
        ? node.children[step]
        : node.children.find((entry) => entry.key === step);
    if (!next) break;
    node = next;
  }
  return node;
}

export function compare(a: Position, b: Position): number {
  return a.line - b.line || a.column - b.column;
}

export function contains(range: Range, at: Position): boolean {
  return compare(range.from, at) <= 0 && compare(at, range.to) <= 0;
}

/** A node with its key. */
export function extent(node: Tree): Range {
  return node.keyRange ? { from: node.keyRange.from, to: node.range.to } : node.range;
}

/** The innermost node at a place. */
export function deepest(root: Tree, at: Position): Tree | null {
  if (!contains(extent(root), at)) return null;
  for (const entry of root.children) {
    const inside = deepest(entry, at);
    if (inside) return inside;
  }
  return root;
}

/** The scalar at a place; else the one whose value begins on that line, the last before the place. */
export function scalarAt(root: Tree, at: Position): Tree | null {
  const exact = deepest(root, at);
  if (exact?.kind === "scalar") return exact;
  let near: Tree | null = null;
  for (const node of exact ? scalars(exact) : []) {
    const { line, column } = node.range.from;
    if (line === at.line && (near === null || column <= at.column)) near = node;
  }
  return near;
}

/** The text of a scalar; `null` when there is none. */
export function scalar(node: Tree | null | undefined): string | null {
  return node?.kind === "scalar" && node.scalar !== "null" ? node.text : null;
}

/** Every scalar below a node, in the order of the file. */
export function* scalars(node: Tree): Generator<Tree> {
  if (node.kind === "scalar") yield node;
  for (const entry of node.children) yield* scalars(entry);
}
