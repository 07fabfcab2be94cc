/** The form's changes, as edits of the file. Pure: what to change, not how. */
import type { Edit, New, Tree } from "../bindings";
import { join, splitLast } from "../state/path";
import { child, find, place, type Place } from "../state/tree";

export type Kind = "text" | "mono" | "number" | "port" | "boolean" | "choice" | "combo" | "lines";

export const text = (value: string): New => ({ kind: "text", text: value });

export function map(...entries: [string, New][]): New {
  return { kind: "map", entries };
}

/** A typed value: whole numbers stay numbers where the property is one. */
export function typed(kind: Kind, value: string, form = "profile"): New {
  if (kind === "port" && /^\d+$/.test(value)) {
    return form === "plugin" ? { kind: "number", text: value } : text(`\${${value}}`);
  }
  if (kind === "number" && /^-?\d+$/.test(value)) return { kind: "number", text: value };
  if (kind === "boolean" && /^(true|false)$/.test(value)) {
    return { kind: "boolean", value: value === "true" };
  }
  return text(value);
}

/**
 * A port as people say it: outside plugins a number is written `${8080}`, text
 * for Spring and a number once Orca has evaluated it.
 */
export function readPort(value: string | null): string | null {
  return /^\$\{(\d+)\}$/.exec(value ?? "")?.[1] ?? value;
}

export function set(path: string, value: New): Edit {
  return { kind: "set", path, value };
}

/** Several edits as one step; nothing when there are none. */
export function many(edits: Edit[]): Edit {
  const [only] = edits;
  return edits.length === 1 && only ? only : { kind: "many", edits };
}

/** Collections that say nothing when empty: they go with their last entry. */
const HOLLOW = new Set(
  (
    "labels annotations resources limits requests env command args parameters " +
    "envFrom volumes volumeMounts tolerations nodeSelector " +
    "securityContext seccompProfile capabilities add drop"
  ).split(" "),
);

/** Takes a node out, and a collection that it leaves empty. */
export function remove(root: Tree, path: string): Edit {
  let target = path;
  for (let split = splitLast(target); split; split = splitLast(target)) {
    const holder = find(root, split.parent);
    if (holder?.children.length !== 1 || !holder.key || !HOLLOW.has(holder.key)) break;
    target = split.parent;
  }
  return { kind: "remove", path: target };
}

/** Takes out all that would hold nothing without a node, up to what `top` names. */
export function removeUpTo(root: Tree, path: string, top: string): Edit {
  let target = path;
  for (let split = splitLast(target); split && split.last !== top; split = splitLast(target)) {
    if (find(root, split.parent)?.children.length !== 1) break;
    target = split.parent;
  }
  return { kind: "remove", path: target };
}

/** Puts an item at the end of a list, which may not exist yet. */
export function append(list: Place, value: New): Edit {
  if (list.node?.kind === "sequence" && list.node.children.length > 0) {
    return { kind: "insert", path: join(list.path, list.node.children.length), value };
  }
  return set(list.path, { kind: "list", items: [value] });
}

/** Moves an item one up or down; `null` at the ends. */
export function step(list: Tree, index: number, by: number): Edit | null {
  const to = index + by;
  if (to < 0 || to >= list.children.length) return null;
  return { kind: "move", from: join(list.path, index), to: join(list.path, to) };
}

/**
 * A map key as it must be written so that Spring keeps its characters: outside
 * plugins, `[a/b]`. Resource names with dots need it as well.
 */
export function writtenKey(key: string, form: string, resources = false): string {
  const safe = resources ? /^[\w-]+$/ : /^[\w.-]+$/;
  return form === "plugin" || safe.test(key) ? key : `[${key}]`;
}

/** A map key as Spinnaker reads it. */
export function readKey(key: string): string {
  return /^\[[^[\]]*\]$/.test(key) ? key.slice(1, -1) : key;
}

/** A name that none of these has: `NAME`, `NAME2`, … */
export function freshName(base: string, taken: readonly string[]): string {
  let name = base;
  for (let number = 2; taken.includes(name); number++) name = `${base}${number}`;
  return name;
}

export function names(list: Tree | null | undefined): string[] {
  return (list?.children ?? []).map((item) => child(item, "name")?.text ?? "");
}

/** `BUILD_ARGS` as people say it: `Build args`. */
export function labelFor(name: string): string {
  return name
    .replace(/[_-]+/g, " ")
    .toLowerCase()
    .replace(/^./, (first) => first.toUpperCase());
}

/** A new parameter that sets what stands at `mapping`. */
export function parameterFor(
  root: Tree,
  name: string,
  mapping: string,
  value: string | null,
): Edit {
  const list = place(root, "parameters");
  const entries: [string, New][] = [
    ["name", text(name)],
    ["label", text(labelFor(name))],
    ["mapping", text(mapping)],
  ];
  if (value !== null && value !== "") entries.push(["defaultValue", text(value)]);
  return append(list, map(...entries));
}
