import { insertNewlineAndIndent } from "@codemirror/commands";
import { EditorSelection, EditorState, type TransactionSpec } from "@codemirror/state";
import { EditorView, runScopeHandlers } from "@codemirror/view";
import { describe, expect, it } from "vitest";
import { endingAt, endings, lineEndings } from "../src/editor/lineEndings";
import { toText } from "../src/state/places";

function state(text: string, cursor = 0): EditorState {
  return EditorState.create({
    doc: toText(text),
    selection: { anchor: cursor },
    extensions: [EditorState.lineSeparator.of("\n"), endings],
  });
}

/** The text and the cursor after a transaction. */
function after(start: EditorState, spec: TransactionSpec): [string, number] {
  const { doc, selection } = start.update(spec).state;
  return [doc.toString(), selection.main.head];
}

describe("a file with CRLF", () => {
  it("keeps its bytes when nothing is done", () => {
    expect(state("a\r\nb\rc\n").doc.toString()).toBe("a\r\nb\rc\n");
  });

  it("gets CRLF from Enter, before the carriage return of the line", () => {
    const start = state("a: 1\r\nb: 2\r\n", 4);
    let made = start;
    insertNewlineAndIndent({ state: start, dispatch: (done) => (made = done.state) });
    expect(made.doc.toString()).toBe("a: 1\r\n\r\nb: 2\r\n");
    expect(made.selection.main.head).toBe(6);
  });

  it("gets CRLF from a paste, whatever the clipboard holds", () => {
    const spec = { changes: { from: 3, insert: "x\ny\r\nz" }, userEvent: "input.paste" };
    expect(after(state("a\r\nb\r\n"), spec)[0]).toBe("a\r\nx\r\ny\r\nzb\r\n");
  });

  it("loses a whole line end to Backspace and to Delete", () => {
    const backspace = { changes: { from: 2, to: 3 }, userEvent: "delete.backward" };
    expect(after(state("a\r\nb\r\n", 3), backspace)).toEqual(["ab\r\n", 1]);
    const forward = { changes: { from: 1, to: 2 }, userEvent: "delete.forward" };
    expect(after(state("a\r\nb\r\n", 1), forward)[0]).toBe("ab\r\n");
  });

  it("keeps the line end when the rest of a line is replaced", () => {
    const spec = { changes: { from: 0, to: 2, insert: "x" }, userEvent: "input.type" };
    expect(after(state("a\r\nb"), spec)[0]).toBe("x\r\nb");
  });

  it("never has the cursor between the two characters", () => {
    expect(after(state("a\r\nb"), { selection: { anchor: 2 } })[1]).toBe(1);
    const range = EditorSelection.single(2, 4);
    const made = state("a\r\nb").update({ selection: range }).state.selection.main;
    expect([made.anchor, made.head]).toEqual([1, 4]);
  });

  it("has one step from the end of a line to the next", () => {
    const view = new EditorView({
      state: EditorState.create({
        doc: toText("a\r\nb"),
        selection: { anchor: 1 },
        extensions: [EditorState.lineSeparator.of("\n"), lineEndings],
      }),
    });
    const right = new KeyboardEvent("keydown", { key: "ArrowRight" });
    expect(runScopeHandlers(view, right, "editor")).toBe(true);
    expect(view.state.selection.main.head).toBe(3);
    view.dispatch({ selection: { anchor: 0 } });
    expect(runScopeHandlers(view, right, "editor")).toBe(false);
    view.destroy();
  });

  it("takes changes of the form and of undo as they are", () => {
    const spec = { changes: { from: 3, insert: "x\n" }, userEvent: "form" };
    expect(after(state("a\r\nb"), spec)[0]).toBe("a\r\nx\nb");
  });
});

describe("other files", () => {
  it("take the ending of the line, else of the line before", () => {
    const mixed = toText("a\r\nb\nc");
    expect([0, 3, 5].map((offset) => endingAt(mixed, offset))).toEqual(["\r\n", "\n", "\n"]);
    expect(endingAt(toText("only"), 2)).toBe("\n");
  });

  it("turn a paste with CRLF into line feeds", () => {
    const spec = { changes: { from: 0, insert: "x\r\ny\r" }, userEvent: "input.paste" };
    expect(after(state("a\nb\n"), spec)[0]).toBe("x\ny\na\nb\n");
  });
});
