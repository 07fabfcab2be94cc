/**
 * Files with CRLF: the editor splits at `\n` only, so that every `\r` survives.
 * What is typed or pasted takes its neighbour's ending, the cursor never stands
 * between `\r` and `\n`, and deleting takes both.
 */
import {
  EditorSelection,
  EditorState,
  Prec,
  RangeSetBuilder,
  Transaction,
  type Extension,
  type StateCommand,
  type Text,
} from "@codemirror/state";
import {
  Decoration,
  keymap,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from "@codemirror/view";

/** The ending of the line at an offset, else of the one before, else `\n`. */
export function endingAt(doc: Text, offset: number): "\r\n" | "\n" {
  const { number } = doc.lineAt(offset);
  const line = doc.line(number < doc.lines ? number : Math.max(1, number - 1));
  return line.number < doc.lines && line.text.endsWith("\r") ? "\r\n" : "\n";
}

/** An offset that does not stand between `\r` and `\n`. */
function settle(doc: Text, offset: number): number {
  return offset > 0 && doc.sliceString(offset - 1, offset + 1) === "\r\n" ? offset - 1 : offset;
}

/** Deleting one half of a line end deletes it all; otherwise it stays. */
function settleRange(doc: Text, from: number, to: number, deletes: boolean) {
  const half = deletes && to === from + 1 && doc.sliceString(from, to + 1) === "\r\n";
  return half ? { from, to: to + 1 } : { from: settle(doc, from), to: settle(doc, to) };
}

interface Piece {
  fromB: number;
  toB: number;
  typed: string;
  ending: string;
  from: number;
  to: number;
}

const BREAK = /\r\n?|\n/g;

/** What was typed, rewritten so that line endings stay what they are. */
function rewrite(transaction: Transaction) {
  const doc = transaction.startState.doc;
  const pieces: Piece[] = [];
  let rewritten = false;
  transaction.changes.iterChanges((fromA, toA, fromB, toB, inserted) => {
    const typed = inserted.toString();
    const ending = endingAt(doc, fromA);
    const { from, to } = settleRange(doc, fromA, toA, typed === "");
    rewritten ||= typed.replace(BREAK, ending) !== typed || from !== fromA || to !== toA;
    pieces.push({ fromB, toB, typed, ending, from: Math.max(from, pieces.at(-1)?.to ?? 0), to });
  });
  if (!rewritten) return transaction;
  const changes = transaction.startState.changes(
    pieces.map(({ from, to, typed, ending }) => ({
      from,
      to,
      insert: typed.replace(BREAK, ending),
    })),
  );
  const moved = (offset: number) => {
    const piece = pieces.find(({ fromB, toB }) => fromB <= offset && offset <= toB);
    if (!piece) return changes.mapPos(transaction.changes.invertedDesc.mapPos(offset, 1), 1);
    const before = piece.typed.slice(0, offset - piece.fromB).replace(BREAK, piece.ending);
    return changes.mapPos(piece.from, -1) + before.length;
  };
  const { ranges, mainIndex } = transaction.newSelection;
  return {
    changes,
    selection: EditorSelection.create(
      ranges.map((range) => EditorSelection.range(moved(range.anchor), moved(range.head))),
      mainIndex,
    ),
    effects: transaction.effects,
    userEvent: transaction.annotation(Transaction.userEvent),
    scrollIntoView: transaction.scrollIntoView,
  };
}

const keepEndings = EditorState.transactionFilter.of((transaction) => {
  if (transaction.docChanged) {
    const typed = transaction.isUserEvent("input") || transaction.isUserEvent("delete");
    return typed ? rewrite(transaction) : transaction;
  }
  const doc = transaction.startState.doc;
  const { selection } = transaction;
  const between = (offset: number) => settle(doc, offset) !== offset;
  if (!selection?.ranges.some(({ anchor, head }) => between(anchor) || between(head))) {
    return transaction;
  }
  const ranges = selection.ranges.map(({ anchor, head }) =>
    EditorSelection.range(settle(doc, anchor), settle(doc, head)),
  );
  return [transaction, { selection: EditorSelection.create(ranges, selection.mainIndex) }];
});

/** Steps over both characters of a line end; they are one to whoever types. */
function stepOver(extend: boolean): StateCommand {
  return ({ state, dispatch }) => {
    const { anchor, head, empty } = state.selection.main;
    if (!empty && !extend) return false;
    if (state.doc.sliceString(head, head + 2) !== "\r\n") return false;
    const selection = { anchor: extend ? anchor : head + 2, head: head + 2 };
    dispatch(state.update({ selection, userEvent: "select", scrollIntoView: true }));
    return true;
  };
}

const steps = Prec.high(
  keymap.of(
    ["ArrowRight", "Ctrl-ArrowRight", "Alt-ArrowRight"].map((key) => ({
      key,
      run: stepOver(false),
      shift: stepOver(true),
    })),
  ),
);

const hidden = Decoration.replace({});

/** Hides each `\r` before a `\n`. */
const hideReturns = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = returns(view);
    }

    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = returns(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function returns(view: EditorView): DecorationSet {
  const found = new RangeSetBuilder<Decoration>();
  const { doc } = view.state;
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = doc.lineAt(at);
      if (line.text.endsWith("\r") && line.number < doc.lines) {
        found.add(line.to - 1, line.to, hidden);
      }
      at = line.to + 1;
    }
  }
  return found.finish();
}

/** The rules alone, for a text without a visible editor. */
export const endings: Extension = keepEndings;

export const lineEndings: Extension = [keepEndings, steps, hideReturns];
