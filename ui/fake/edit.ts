/** Carries out edits with npm's `yaml`; layout may move more than the engine's would. */
import { isMap, isScalar, isSeq, parse, parseDocument, type Document, type Node } from "yaml";
import type { Edit, New, TextChange } from "../src/bindings";
import { parsePath, type Step } from "../src/state/path";
import { difference } from "../src/state/places";

export function changesOf(text: string, edit: Edit): TextChange[] {
  const document = parseDocument(text, { version: "1.1" });
  apply(document, edit);
  const change = difference(
    text,
    document.toString({ lineWidth: 0, flowCollectionPadding: false }),
  );
  return change ? [change] : [];
}

function steps(path: string): Step[] {
  return [...(parsePath(path)?.steps ?? [])];
}

function apply(document: Document, edit: Edit): void {
  switch (edit.kind) {
    case "set":
      return set(document, steps(edit.path), edit.value);
    case "insert":
      return insert(document, steps(edit.path), document.createNode(plain(edit.value)) as Node);
    case "remove":
      document.deleteIn(steps(edit.path));
      return;
    case "move": {
      const node = document.getIn(steps(edit.from), true) as Node;
      document.deleteIn(steps(edit.from));
      return insert(document, steps(edit.to), node);
    }
    case "duplicate": {
      const path = steps(edit.path);
      const node = document.getIn(path, true) as Node;
      const next = [...path.slice(0, -1), Number(path.at(-1)) + 1];
      return insert(document, next, node.clone() as Node);
    }
    case "renameKey": {
      const path = steps(edit.path);
      const map = document.getIn(path.slice(0, -1), true);
      const pair = isMap(map) ? map.items.find(({ key }) => String(key) === path.at(-1)) : null;
      if (pair) pair.key = document.createNode(edit.to);
      return;
    }
    case "many":
      for (const each of edit.edits) apply(document, each);
  }
}

function set(document: Document, path: Step[], value: New): void {
  const old = document.getIn(path, true);
  const made = plain(value);
  if (isScalar(old) && (made === null || typeof made !== "object")) {
    old.value = made;
    if (typeof made === "string" && !made.includes("\n") && /^BLOCK/.test(old.type ?? "")) {
      old.type = "PLAIN";
    }
  } else {
    document.setIn(path, document.createNode(made));
  }
}

function insert(document: Document, path: Step[], node: Node): void {
  const holder = document.getIn(path.slice(0, -1), true);
  const last = path.at(-1);
  if (isSeq(holder) && typeof last === "number") holder.items.splice(last, 0, node);
  else document.setIn(path, node);
}

function plain(value: New): unknown {
  switch (value.kind) {
    case "null":
      return null;
    case "boolean":
      return value.value;
    case "number":
      return Number(value.text);
    case "text":
      return value.text;
    case "list":
      return value.items.map(plain);
    case "map":
      return Object.fromEntries(value.entries.map(([key, entry]) => [key, plain(entry)]));
    case "yaml":
      return parse(value.text, { version: "1.1" });
  }
}
