import { insertNewlineAndIndent } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { indentUnit } from "@codemirror/language";
import { EditorState, type Transaction } from "@codemirror/state";
import { expect, it } from "vitest";
import { columnAfter, indentation } from "../src/editor/indent";

it.each([
  ["  labels:", 4],
  ["  labels:   # for Deck", 4],
  ['  "a/b":', 4],
  ["  - name: hello", 4],
  ["  - env:", 6],
  ["  script: |", 4],
  ["  script: >-", 4],
  ["  image: a:1", 2],
  ["  - echo", 2],
  ["  # note:", 2],
  ["  url: http://x:", 2],
])("after %j a line begins at column %i", (line, column) => {
  expect(columnAfter(line)).toBe(column);
});

it.each([
  ["  env:", "  - name: A", 2],
  ["  env:", "      - name: A", 6],
  ["  labels:", "    app: x", 4],
  ["  labels:", "  other: x", 4],
  ["  - env:", "    - name: A", 4],
])("between %j and %j a line begins at column %i", (above, below, column) => {
  expect(columnAfter(above, below)).toBe(column);
});

it("Enter begins the line where the next key belongs", () => {
  const doc = "manifest:\n  metadata:\n    labels:";
  let state = EditorState.create({
    doc,
    selection: { anchor: doc.length },
    extensions: [yaml(), indentUnit.of("  "), indentation],
  });
  const dispatch = (made: Transaction) => (state = made.state);
  insertNewlineAndIndent({ state, dispatch });
  expect(state.doc.toString()).toBe(`${doc}\n      `);
});
