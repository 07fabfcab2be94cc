/** Looks of compared texts: green comes, red goes. */
import { EditorView } from "@codemirror/view";

export const mergeTheme = EditorView.theme({
  "&.cm-merge-b .cm-changedLine, .cm-insertedLine, .cm-inlineChangedLine": {
    backgroundColor: "var(--ok-bg)",
  },
  "&.cm-merge-a .cm-changedLine, .cm-deletedChunk": { backgroundColor: "var(--err-bg)" },
  "&.cm-merge-b .cm-changedText, .cm-insertedLine .cm-changedText": {
    background: "color-mix(in srgb, var(--ok) 8%, transparent)",
  },
  "&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText": {
    background: "color-mix(in srgb, var(--err) 8%, transparent)",
  },
  ".cm-deletedChunk": { padding: "0 1.2rem 0 0.6rem" },
  ".cm-deletedChunk .cm-deletedLine": { textDecoration: "line-through", color: "var(--err)" },
  ".cm-changeGutter": { width: "3px", padding: "0" },
  "&.cm-editor .cm-changedLineGutter": { background: "var(--ok)" },
  "&.cm-editor .cm-deletedLineGutter": { background: "var(--err)" },
  "&.cm-editor .cm-collapsedLines": {
    background: "var(--sunken)",
    color: "var(--dim)",
    fontFamily: "var(--font)",
    fontSize: "1.1rem",
    padding: "0.2rem 1.2rem",
    "&:before, &:after": { content: "none" },
  },
});
