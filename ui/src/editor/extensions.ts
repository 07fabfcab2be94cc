/** What a buffer's editor can do. */
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { yamlLanguage } from "@codemirror/lang-yaml";
import {
  bracketMatching,
  codeFolding,
  foldGutter,
  foldKeymap,
  indentOnInput,
  indentUnit,
} from "@codemirror/language";
import { lintGutter } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState, type Extension } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { m } from "../messages";
import type { App } from "../state/app.svelte";
import type { Buffer } from "../state/buffer.svelte";
import { expressions } from "./expressions";
import { indentation } from "./indent";
import { lineEndings } from "./lineEndings";
import { mapGesture } from "./mapGesture";
import { marks } from "./marks";
import { problemMarks } from "./problems";
import { theme } from "./theme";

/**
 * Only what is no smaller than a buffer of the tree is taken over after a change:
 * with the usual 1,024 places (256 nodes) a file of ordinary stages is read anew
 * at every key.
 */
const language = yamlLanguage.configure({ bufferLength: 64 });

/** What every text in the window has, also those that are only compared. */
export const basics: Extension = [
  lineNumbers(),
  highlightSpecialChars(),
  drawSelection(),
  language,
  theme,
];

/** Moving the cursor selects the place for all views. */
function follow(app: App, buffer: Buffer): Extension {
  return EditorView.updateListener.of((update) => {
    const by = (event: string) => update.transactions.some((made) => made.isUserEvent(event));
    const typed = by("input") || by("delete");
    const moved = update.transactions.some(
      (made) => made.isUserEvent("select") && !made.isUserEvent("select.follow"),
    );
    if (moved || typed) app.cursorMoved(buffer, update.state.selection.main.head, !moved);
  });
}

export function extensions(app: App, buffer: Buffer): Extension {
  return [
    basics,
    lintGutter(),
    foldGutter(),
    codeFolding(),
    history(),
    indentOnInput(),
    indentUnit.of("  "),
    indentation,
    bracketMatching(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    marks,
    problemMarks,
    expressions(app, buffer),
    lineEndings,
    follow(app, buffer),
    mapGesture(app, buffer),
    buffer.readOnly ? [EditorState.readOnly.of(true), EditorView.editable.of(false)] : [],
    EditorView.contentAttributes.of({ "aria-label": m.textOf(buffer.name), tabindex: "0" }),
    // Tab indents; after Escape it moves on, as F6 always does.
    keymap.of([...defaultKeymap, ...searchKeymap, ...historyKeymap, ...foldKeymap, indentWithTab]),
  ];
}
