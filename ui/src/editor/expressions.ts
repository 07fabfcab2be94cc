/** Help for expressions in the text: completion, what a place comes to, and each one's fate. */
import {
  autocompletion,
  type Completion as Option,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import {
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
  type Range,
} from "@codemirror/state";
import { Decoration, EditorView, hoverTooltip, type DecorationSet } from "@codemirror/view";
import type { CompletionKind, ExpressionMark } from "../bindings";
import { m } from "../messages";
import type { App } from "../state/app.svelte";
import type { Buffer } from "../state/buffer.svelte";
import { offsetOf, span } from "../state/places";

const setExpressions = StateEffect.define<DecorationSet>();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) if (effect.is(setExpressions)) return effect.value;
    return marks.map(transaction.changes);
  },
  provide: (marks) => EditorView.decorations.from(marks),
});

/** Marks what Orca takes for expressions, each by what becomes of it. */
export function markExpressions({ doc }: EditorState, marks: readonly ExpressionMark[]) {
  const drawn: Range<Decoration>[] = marks.flatMap(({ range, fate }) => {
    const { from, to } = span(doc, range);
    return from < to
      ? [Decoration.mark({ class: `cm-expression cm-${fate}` }).range(from, to)]
      : [];
  });
  return setExpressions.of(Decoration.set(drawn, true));
}

const KINDS: Record<CompletionKind, string> = {
  name: "variable",
  output: "variable",
  key: "property",
  function: "function",
  stage: "text",
};

/** Whether an expression may be open before `at`: only then is the engine asked. */
function mayBeInside({ doc }: EditorState, at: number): boolean {
  const before = doc.sliceString(Math.max(0, at - 10_000), at);
  return before.includes("${");
}

function complete(app: App, buffer: Buffer) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const typed = context.matchBefore(/[\w$#.'[{]$/);
    if ((!typed && !context.explicit) || !mayBeInside(context.state, context.pos)) return null;
    const found = await app.author.completion(buffer, context.pos).catch(() => null);
    if (!found || context.aborted || found.options.length === 0) return null;
    const { doc } = context.state;
    return {
      from: offsetOf(doc, found.from),
      validFor: /^#?[\w$]*$/,
      options: found.options.map(({ text, kind, detail, about }, index): Option => ({
        ...{ label: text, type: KINDS[kind], detail, boost: -Math.min(99, index) },
        ...(about ? { info: about } : {}),
      })),
    };
  };
}

function hover(app: App, buffer: Buffer): Extension {
  return hoverTooltip(async (view, pos) => {
    if (!mayBeInside(view.state, pos)) return null;
    const found = await app.author.hover(buffer, pos).catch(() => null);
    if (!found) return null;
    const { from, to } = span(view.state.doc, found.range);
    return {
      pos: from,
      end: to,
      above: true,
      create: () => ({ dom: tooltip(found.title, found.value, found.about) }),
    };
  });
}

/** Text from files and samples is shown, never taken for markup. */
function tooltip(title: string, value: string, about: string): HTMLElement {
  const dom = document.createElement("div");
  dom.className = "cm-expression-help";
  for (const [name, text] of [
    ["title", title],
    ["value", m.withSample(value)],
    ["about", about],
  ] as const) {
    if (text === "") continue;
    const line = document.createElement("p");
    line.className = `cm-expression-${name}`;
    line.textContent = text;
    dom.append(line);
  }
  return dom;
}

const looks = EditorView.theme({
  ".cm-expression": { borderBottom: "1px dotted var(--accent-line)" },
  ".cm-taken": { backgroundColor: "var(--accent-bg)" },
  ".cm-survives": { borderBottom: "none" },
  ".cm-fails": { borderBottom: "1px solid var(--warn)", backgroundColor: "var(--warn-bg)" },
  ".cm-unknown": { borderBottom: "1px dashed var(--warn)" },
  ".cm-tooltip": {
    backgroundColor: "var(--panel)",
    color: "var(--text)",
    border: "1px solid var(--line-strong)",
    fontFamily: "var(--font)",
    fontSize: "1.2rem",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--select)",
    color: "var(--text)",
  },
  ".cm-completionDetail": { color: "var(--dim)", fontStyle: "normal" },
  ".cm-expression-help": { padding: "0.6rem 0.9rem", maxWidth: "56rem" },
  ".cm-expression-help p": { margin: "0", overflowWrap: "anywhere" },
  ".cm-expression-title": { fontFamily: "var(--mono)" },
  ".cm-expression-value": { color: "var(--accent)" },
  ".cm-expression-about": { color: "var(--dim)" },
});

export function expressions(app: App, buffer: Buffer): Extension {
  return [
    field,
    looks,
    hover(app, buffer),
    autocompletion({ override: [complete(app, buffer)], icons: false, maxRenderedOptions: 60 }),
  ];
}
