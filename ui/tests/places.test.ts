import { ChangeSet } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import {
  difference,
  offsetOf,
  positionOf,
  span,
  toChangeSpec,
  toText,
  toTextChanges,
} from "../src/state/places";

const doc = toText("é: 🙂x\r\nsecond\n");

describe("places", () => {
  it("count columns in UTF-16 units and keep carriage returns", () => {
    expect(doc.toString()).toBe("é: 🙂x\r\nsecond\n");
    expect(offsetOf(doc, { line: 1, column: 5 })).toBe(5);
    expect(doc.sliceString(5, 6)).toBe("x");
    expect(offsetOf(doc, { line: 2, column: 0 })).toBe(8);
  });

  it.each([0, 3, 5, 7, 8, 14, 15])("offset %i goes to a place and back", (offset) => {
    expect(offsetOf(doc, positionOf(doc, offset))).toBe(offset);
  });

  it("stay inside the text", () => {
    expect(offsetOf(doc, { line: 99, column: 0 })).toBe(doc.length);
    expect(offsetOf(doc, { line: 2, column: 999 })).toBe(14);
    expect(span(doc, { from: { line: 2, column: 3 }, to: { line: 1, column: 0 } })).toEqual({
      from: 11,
      to: 11,
    });
  });

  it("become changes for the engine and back", () => {
    const changes = ChangeSet.of(
      [
        { from: 0, to: 1, insert: "e" },
        { from: 8, insert: toText("a\r\nb") },
      ],
      doc.length,
    );
    const sent = toTextChanges(changes);
    expect(sent).toEqual([
      { from: 0, to: 1, insert: "e" },
      { from: 8, to: 8, insert: "a\r\nb" },
    ]);
    const again = ChangeSet.of(toChangeSpec(sent), doc.length);
    expect(again.apply(doc).eq(changes.apply(doc))).toBe(true);
  });

  it.each([
    ["abc", "abc", null],
    ["abc", "axc", { from: 1, to: 2, insert: "x" }],
    ["aa", "aaa", { from: 2, to: 2, insert: "a" }],
    ["", "x", { from: 0, to: 0, insert: "x" }],
  ])("the difference of %j and %j is one replacement", (before, after, change) => {
    expect(difference(before, after)).toEqual(change);
  });
});
