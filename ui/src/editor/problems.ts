/**
 * Findings in the text: the worst of a line at its end, and below a line the
 * explanation that was asked for.
 */
import { RangeSet, StateEffect, StateField, type EditorState, type Range } from "@codemirror/state";
import { Decoration, EditorView, WidgetType, type DecorationSet } from "@codemirror/view";
import { mount, unmount } from "svelte";
import type { Finding, Severity } from "../bindings";
import { m } from "../messages";
import { explain, explaining, RANK, same, type Explaining } from "../problems/explained";
import Explained from "../problems/Explained.svelte";
import type { App } from "../state/app.svelte";
import type { Buffer } from "../state/buffer.svelte";
import { offsetOf } from "../state/places";

/** At the end of the line: what is worst in it. Notes have their mark in the gutter. */
class Message extends WidgetType {
  constructor(
    readonly severity: Severity,
    readonly text: string,
    readonly open: () => void,
  ) {
    super();
  }

  override eq(other: Message): boolean {
    return other.severity === this.severity && other.text === this.text;
  }

  toDOM(): HTMLElement {
    const element = document.createElement("span");
    element.className = `cm-problem cm-problem-${this.severity}`;
    element.textContent = this.text;
    // Who listens hears of it in the list; Ctrl+. opens it from here.
    element.setAttribute("aria-hidden", "true");
    element.title = m.explain();
    element.addEventListener("click", this.open);
    return element;
  }
}

/** Below the line: the explanation. */
class Explanation extends WidgetType {
  constructor(
    readonly app: App,
    readonly explained: Explaining,
  ) {
    super();
  }

  override eq(other: Explanation): boolean {
    return same(this.explained.finding, other.explained.finding);
  }

  toDOM(view: EditorView): HTMLElement {
    const { app, explained } = this;
    const { buffer, finding } = explained;
    const target = document.createElement("div");
    target.className = "cm-explained";
    const props = {
      ...{ app, buffer, where: "yaml" as const },
      // Both change while it is shown; it stays, and so does the focus in it.
      get finding() {
        return buffer.findings.find((now) => same(now, finding)) ?? finding;
      },
      get fix() {
        return explaining(app, "yaml", finding)?.fix ?? null;
      },
    };
    const component = mount(Explained, { target, props });
    // Its height comes with the answers it waits for.
    const grows = new ResizeObserver(() => view.requestMeasure());
    grows.observe(target);
    leaves.set(target, () => {
      grows.disconnect();
      void unmount(component);
    });
    return target;
  }

  override destroy(target: HTMLElement): void {
    leaves.get(target)?.();
  }

  override get estimatedHeight(): number {
    return 260;
  }
}

const leaves = new WeakMap<HTMLElement, () => void>();

const setProblems = StateEffect.define<DecorationSet>();

/** What findings show in the text, and which one is explained; nothing where they show it. */
export function markProblems(state: EditorState, app: App, buffer: Buffer) {
  const marks: Range<Decoration>[] = [];
  const lines: Record<number, Finding[]> = {};
  for (const finding of buffer.findings) {
    if (finding.severity !== "note") (lines[finding.range.from.line] ??= []).push(finding);
  }
  for (const all of Object.values(lines)) {
    const [worst, ...others] = all.sort((a, b) => RANK[a.severity] - RANK[b.severity]);
    if (!worst) continue;
    const line = state.doc.lineAt(offsetOf(state.doc, worst.range.from));
    const end = line.text.endsWith("\r") ? line.to - 1 : line.to;
    const text = worst.message + m.moreHere(others.length);
    const open = () => explain(app, "yaml", buffer, worst);
    marks.push(
      Decoration.widget({ widget: new Message(worst.severity, text, open), side: 2 }).range(end),
    );
  }
  const { explained } = app;
  const told =
    explained?.where === "yaml" && explained.buffer === buffer
      ? buffer.findings.find((finding) => same(finding, explained.finding))
      : undefined;
  if (told && explained) {
    const line = state.doc.lineAt(offsetOf(state.doc, told.range.from));
    const widget = new Explanation(app, { ...explained, finding: told });
    marks.push(Decoration.widget({ widget, side: 3, block: true }).range(line.to));
  }
  const all = Decoration.set(marks, true);
  const now = state.field(problemMarks, false) ?? Decoration.none;
  return RangeSet.eq([now], [all]) ? [] : [setProblems.of(all)];
}

export const problemMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) if (effect.is(setProblems)) return effect.value;
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});
