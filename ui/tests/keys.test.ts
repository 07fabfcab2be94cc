/** What a key need not do again: what is as it was is neither drawn nor looked for anew. */
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import type { Finding } from "../src/bindings";
import { areDrawn, diagnostics } from "../src/editor/diagnostics";
import { hang } from "../src/editor/wrapping";
import { shared } from "../src/state/shared";
import { openWindow } from "./window";

describe("what is the same as before", () => {
  const before = () => ({ tree: [{ text: "a", at: { line: 1 } }, { text: "b" }], note: null });

  it("stays the same object, whole or in part", () => {
    const known = before();
    expect(shared(known, before())).toBe(known);
    const now = { ...before(), note: "new" };
    const made = shared(known, now);
    expect(made).toEqual(now);
    expect(made).not.toBe(known);
    expect(made.tree).toBe(known.tree);
  });

  it("is not taken for what lacks a part, has one more, or is another", () => {
    const others: unknown[] = [
      { tree: before().tree },
      { ...before(), more: undefined },
      { ...before(), tree: [before().tree[0]] },
      { ...before(), tree: { 0: before().tree[0], 1: before().tree[1] } },
      { ...before(), note: {} },
      [],
      null,
    ];
    for (const other of others) {
      const wanted = structuredClone(other);
      const made = shared(before(), other);
      expect(made).toStrictEqual(wanted);
    }
  });
});

describe("marks of findings", () => {
  const finding = (line: number): Finding => ({
    ...{ rule: "r", severity: "warning", message: "m", stage: 0, path: "p", fixes: [] },
    range: { from: { line, column: 0 }, to: { line, column: 3 } },
  });
  const drawnIn = (doc: string) => {
    const state = EditorState.create({ doc });
    const shown = diagnostics(state.doc, [finding(2)], () => undefined, false);
    return { shown, state: state.update(setDiagnostics(state, shown)).state };
  };
  const wanted = (state: EditorState, line: number) =>
    diagnostics(state.doc, [finding(line)], () => undefined, false);

  it("move along with what is typed above them", () => {
    const { state, shown } = drawnIn("one\ntwo\nthree");
    const typed = state.update({ changes: { from: 0, insert: "zero\n" } }).state;
    expect(areDrawn(typed, shown, wanted(typed, 3))).toBe(true);
    expect(areDrawn(typed, shown, wanted(typed, 2))).toBe(false);
  });

  it("are drawn anew where their text went and came back", () => {
    const { state, shown } = drawnIn("one\ntwo\nthree");
    const gone = state.update({ changes: { from: 4, to: 8 } }).state;
    const back = gone.update({ changes: { from: 4, insert: "two\n" } }).state;
    expect(areDrawn(back, shown, wanted(back, 2))).toBe(false);
  });
});

describe("the selection", () => {
  it("stays while one types in one place, and follows the cursor elsewhere", async () => {
    const { app, settled } = await openWindow();
    const { active } = app;
    if (!active) throw new Error("no text");
    const at = active.text.indexOf("label: ") + 8;
    app.cursorMoved(active, at, false);
    const { selection } = app;
    active.dispatch({ changes: { from: at, insert: "x" } });
    await settled();
    app.cursorMoved(active, at + 1, true);
    expect(app.selection).toBe(selection);
    app.cursorMoved(active, at, false);
    expect(app.selection).not.toBe(selection);
    app.cursorMoved(active, active.text.indexOf("type: ") + 7, true);
    expect(app.selection?.path).toMatch(/type$/);
  });
});

describe("a line that is too long", () => {
  it.each([
    ["      image: a", 6],
    ["  - - name: a", 6],
    ["key: -1", 0],
    [`${" ".repeat(90)}far`, 40],
  ])("goes on below where its text begins: %j", (text, columns) => {
    expect(hang(text)).toBe(columns);
  });
});
