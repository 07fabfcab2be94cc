/** A YAML text as trees with places: the stand-in's reading, in npm's `yaml`. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Node,
  type Pair,
} from "yaml";
import type { Position, Range, ScalarType, Tree } from "../src/bindings";
import { join } from "../src/state/path";

export interface Read {
  root: Tree | null;
  errors: { message: string; range: Range }[];
}

export function read(text: string): Read {
  const lines = new LineCounter();
  const document = parseDocument(text, { version: "1.1", lineCounter: lines, merge: true });
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { line: Math.max(1, line), column: Math.max(0, col - 1) };
  };
  const range = (node: Node | null): Range => {
    const [from, to] = node?.range ?? [0, 0];
    return { from: at(from), to: at(to) };
  };

  function tree(node: Node | null, path: string, pair: Pair<Node> | null): Tree {
    const key = pair ? String((pair.key as { value?: unknown }).value ?? "") : null;
    const base = {
      key,
      path,
      range: node ? range(node) : range(pair?.key ?? null),
      keyRange: pair ? range(pair.key) : null,
      text: "",
      scalar: null,
      block: false,
      alias: isAlias(node),
      setBy: [],
    };
    const real = isAlias(node) ? (node.resolve(document) ?? null) : node;
    if (isMap<Node, Node>(real)) {
      const children = real.items.map((entry) =>
        tree(entry.value, join(path, String((entry.key as { value?: unknown }).value)), entry),
      );
      return { ...base, kind: "mapping", children };
    }
    if (isSeq<Node>(real)) {
      const children = real.items.map((item, index) => tree(item, join(path, index), null));
      return { ...base, kind: "sequence", children };
    }
    const value = isScalar(real) ? real.value : null;
    const block = isScalar(real) && /^BLOCK/.test(real.type ?? "");
    const source = isScalar(real) ? (real.source ?? "") : "";
    const shown = typeof value === "string" ? value : source;
    return { ...base, kind: "scalar", text: shown, scalar: typeOf(value), block, children: [] };
  }

  const errors = document.errors.map(({ message, pos }) => ({
    message: message.split("\n")[0] ?? message,
    range: { from: at(pos[0]), to: at(pos[1]) },
  }));
  const { contents } = document;
  return { root: contents ? tree(contents as Node, "", null) : null, errors };
}

function typeOf(value: unknown): ScalarType {
  if (typeof value === "string") return "text";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "float";
  return "null";
}
