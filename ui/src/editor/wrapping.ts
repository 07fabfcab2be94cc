/** Lines that are too long go on in the next row, below where their text begins. */
import { RangeSetBuilder, type Extension } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from "@codemirror/view";

/** At most so many columns are kept: a row needs room for its text. */
const MOST = 40;

/** The columns before a line's text: its spaces and the dashes of its lists. */
export function hang(text: string): number {
  return Math.min(MOST, /^ *(?:- +)*/.exec(text)?.[0].length ?? 0);
}

function hanging(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  let next = 0;
  for (const { from, to } of view.visibleRanges) {
    // Ranges that are in sight may share a line.
    for (let at = Math.max(next, from); at <= to; at = next) {
      const line = view.state.doc.lineAt(at);
      const columns = hang(line.text);
      if (columns > 0) {
        const attributes = { class: "cm-hanging", style: `--hang: ${columns}ch` };
        builder.add(line.from, line.from, Decoration.line({ attributes }));
      }
      next = line.to + 1;
    }
  }
  return builder.finish();
}

const marks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = hanging(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = hanging(update.view);
    }
  },
  { decorations: ({ decorations }) => decorations },
);

export const wrapping: Extension = [
  EditorView.lineWrapping,
  marks,
  EditorView.theme({
    ".cm-line.cm-hanging": {
      paddingLeft: "calc(0.6rem + var(--hang))",
      textIndent: "calc(-1 * var(--hang))",
    },
  }),
];
