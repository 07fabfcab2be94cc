/** The editor's looks, from the window's tokens: one theme for light and dark. */
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const rules = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--panel)", color: "var(--text)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", fontSize: "1.2rem", lineHeight: "1.9rem" },
  ".cm-content": { padding: "0.6rem 0", caretColor: "var(--accent)" },
  ".cm-line": { padding: "0 1.2rem 0 0.6rem" },
  ".cm-cursor, .cm-dropCursor": { borderLeft: "2px solid var(--accent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { background: "var(--select)" },
  ".cm-gutters": {
    backgroundColor: "var(--panel)",
    color: "var(--faint)",
    border: "none",
    userSelect: "none",
  },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "3.2rem", padding: "0 0.4rem 0 0" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter": {
    backgroundColor: "var(--hover)",
  },
  ".cm-foldGutter .cm-gutterElement": { padding: "0 0.2rem", cursor: "pointer" },
  ".cm-foldPlaceholder": {
    background: "var(--sunken)",
    border: "1px solid var(--line-strong)",
    color: "var(--dim)",
    padding: "0 0.5rem",
  },
  ".cm-stage": { borderLeft: "2px solid var(--accent-line)", paddingLeft: "calc(0.6rem - 2px)" },
  ".cm-mapped": { backgroundColor: "var(--param-bg)" },
  ".cm-by": {
    color: "var(--param)",
    font: "500 1.1rem var(--font)",
    paddingLeft: "1.6rem",
    userSelect: "none",
  },
  ".cm-problem": {
    font: "400 1.1rem var(--font)",
    marginLeft: "2rem",
    padding: "0.1rem 0.6rem",
    borderRadius: "0.3rem",
    cursor: "pointer",
    userSelect: "none",
  },
  ".cm-problem-error": { color: "var(--err)", backgroundColor: "var(--err-bg)" },
  ".cm-problem-warning": { color: "var(--warn)", backgroundColor: "var(--warn-bg)" },
  ".cm-problem:hover": { textDecoration: "underline", textUnderlineOffset: "2px" },
  ".cm-explained": {
    position: "sticky",
    left: "5.6rem",
    width: "min(78rem, calc(100cqw - 8rem))",
    padding: "0.4rem 0 0.6rem",
    cursor: "default",
  },
  ".cm-lit": { backgroundColor: "var(--lit)", borderRadius: "0.2rem" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--accent-bg)",
    outline: "1px solid var(--accent-line)",
  },
  ".cm-searchMatch": { backgroundColor: "var(--warn-bg)", outline: "1px solid var(--warn-line)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--select)" },
  ".cm-selectionMatch": { backgroundColor: "var(--sunken)" },
  ".cm-specialChar": { color: "var(--err)" },
  ".cm-panels": {
    backgroundColor: "var(--panel)",
    color: "var(--text)",
    borderColor: "var(--line)",
    fontFamily: "var(--font)",
    fontSize: "1.2rem",
  },
  ".cm-panel.cm-search": { padding: "0.6rem 3rem 0.6rem 1.2rem", fontSize: "1.2rem" },
  ".cm-panel.cm-search label": { fontSize: "1.2rem" },
  ".cm-panel.cm-search [name=close]": { fontSize: "1.6rem", padding: "0.2rem 0.8rem" },
  ".cm-button": {
    background: "var(--raise)",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius)",
    padding: "0.2rem 0.8rem",
    fontSize: "1.2rem",
    color: "var(--text)",
  },
  ".cm-textfield": {
    background: "var(--raise)",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius)",
    padding: "0.2rem 0.6rem",
    fontSize: "1.2rem",
    color: "var(--text)",
  },
  ".cm-tooltip": {
    background: "var(--raise)",
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius)",
    color: "var(--text)",
  },
  ".cm-diagnostic": {
    fontFamily: "var(--font)",
    fontSize: "1.2rem",
    padding: "0.5rem 1rem",
    borderLeftWidth: "3px",
  },
  ".cm-diagnostic-error": { borderLeftColor: "var(--err)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warn)" },
  ".cm-diagnostic-info": { borderLeftColor: "var(--line-strong)" },
  ".cm-diagnosticAction": {
    background: "var(--accent-bg)",
    color: "var(--accent)",
    border: "1px solid var(--accent-line)",
    borderRadius: "var(--radius)",
    padding: "0.1rem 0.7rem",
    font: "550 1.2rem var(--font)",
  },
  ".cm-diagnosticSource": { color: "var(--dim)", fontFamily: "var(--mono)", fontSize: "1.1rem" },
  ".cm-lintRange-error": { ...wave("var(--err)") },
  ".cm-lintRange-warning": { ...wave("var(--warn)") },
  ".cm-lintRange-info": { ...wave("var(--faint)") },
  ".cm-lintRange-active": { backgroundColor: "var(--sunken)" },
  ".cm-gutter-lint": { width: "1.4rem" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 0.2rem" },
  ".cm-lint-marker": { content: "none", width: "0.9rem", height: "0.9rem", margin: "0.5rem 0" },
  ".cm-lint-marker-error": { background: "var(--err)", borderRadius: "2px" },
  ".cm-lint-marker-warning": { background: "var(--warn)", borderRadius: "50%" },
  ".cm-lint-marker-info": { background: "var(--faint)", borderRadius: "50%" },
});

function wave(color: string) {
  return {
    backgroundImage: "none",
    textDecoration: `underline wavy ${color} 1px`,
    textUnderlineOffset: "3px",
  };
}

const highlight = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--key)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--string)" },
  { tag: tags.content, color: "var(--text)" },
  { tag: [tags.lineComment, tags.meta], color: "var(--dim)", fontStyle: "italic" },
  { tag: [tags.keyword, tags.labelName, tags.typeName], color: "var(--accent)" },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: "var(--dim)" },
]);

export const theme: Extension = [rules, syntaxHighlighting(highlight)];
