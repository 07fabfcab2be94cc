/** Marks in the text that come from the stage: its lines, what parameters set, the selection. */
import {
  RangeSet,
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
  type Range,
} from "@codemirror/state";
import { Decoration, EditorView, WidgetType, type DecorationSet } from "@codemirror/view";
import type { StageView, Tree } from "../bindings";
import { m } from "../messages";
import { offsetOf, span } from "../state/places";
import { scalars } from "../state/tree";

const setStage = StateEffect.define<DecorationSet>();
const setLit = StateEffect.define<{ from: number; to: number } | null>();

class By extends WidgetType {
  constructor(readonly names: string) {
    super();
  }

  override eq(other: By): boolean {
    return other.names === this.names;
  }

  toDOM(): HTMLElement {
    const element = document.createElement("span");
    element.className = "cm-by";
    element.textContent = m.setBy(this.names);
    return element;
  }
}

const stageLine = Decoration.line({ class: "cm-stage" });
const mappedLine = Decoration.line({ class: "cm-mapped" });
const lit = Decoration.mark({ class: "cm-lit" });

function stageMarks(state: EditorState, view: StageView | null): DecorationSet {
  if (!view) return Decoration.none;
  const { doc } = state;
  const marks: Range<Decoration>[] = [];
  const { from, to } = span(doc, view.range);
  const first = doc.lineAt(from).number;
  const end = doc.lineAt(to);
  const last = to === end.from && to > from ? end.number - 1 : end.number;
  for (let number = first; number <= last; number++) {
    marks.push(stageLine.range(doc.line(number).from));
  }
  for (const node of scalars(view.tree)) {
    if (node.setBy.length > 0) marks.push(...mappedMarks(state, node));
  }
  return Decoration.set(marks, true);
}

function mappedMarks({ doc }: EditorState, node: Tree): Range<Decoration>[] {
  const line = doc.lineAt(offsetOf(doc, node.range.from));
  const end = line.text.endsWith("\r") ? line.to - 1 : line.to;
  const by = Decoration.widget({ widget: new By(node.setBy.join(", ")), side: 1 });
  return [mappedLine.range(line.from), by.range(end)];
}

const stageField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) if (effect.is(setStage)) return effect.value;
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const litField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setLit)) continue;
      const range = effect.value;
      const shown = range && range.from < range.to;
      return shown ? Decoration.set(lit.range(range.from, range.to)) : Decoration.none;
    }
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Marks the lines of a stage and what parameters set in it; nothing where they are so marked. */
export function markStage(state: EditorState, view: StageView | null) {
  const marks = stageMarks(state, view);
  const now = state.field(stageField, false) ?? Decoration.none;
  return RangeSet.eq([now], [marks]) ? [] : [setStage.of(marks)];
}

/** Lights a place that was selected in another view; nothing where none is lit nor shall be. */
export function light(state: EditorState, range: { from: number; to: number } | null) {
  const now = state.field(litField, false) ?? Decoration.none;
  return range === null && now.size === 0 ? [] : [setLit.of(range)];
}

export const marks: Extension = [stageField, litField];
