/** Findings as the editor's diagnostics, with what can be asked for as actions. */
import { forEachDiagnostic, type Diagnostic } from "@codemirror/lint";
import type { EditorState, Text } from "@codemirror/state";
import type { Finding } from "../bindings";
import { m } from "../messages";
import { span } from "../state/places";

const SEVERITY = { error: "error", warning: "warning", note: "info" } as const;

/** What can be asked for at a finding: its explanation, or what a fix changes. */
export type Ask = (finding: Finding, fix: number | null) => void;

export function diagnostics(
  doc: Text,
  findings: readonly Finding[],
  ask: Ask,
  readOnly: boolean,
): Diagnostic[] {
  return findings
    .map((finding) => ({
      ...span(doc, finding.range),
      severity: SEVERITY[finding.severity],
      message: finding.message,
      source: finding.rule,
      actions: [
        { name: m.explain(), apply: () => ask(finding, null) },
        ...(readOnly ? [] : finding.fixes).map(({ title }, fix) => ({
          name: title,
          apply: () => ask(finding, fix),
        })),
      ],
    }))
    .sort((a, b) => a.from - b.from);
}

/** Whether those that were drawn, as the text moved them, stand where they are wanted. */
export function areDrawn(
  state: EditorState,
  drawn: readonly Diagnostic[],
  wanted: readonly Diagnostic[],
): boolean {
  const places = new Map<Diagnostic, { from: number; to: number }>();
  forEachDiagnostic(state, (diagnostic, from, to) => places.set(diagnostic, { from, to }));
  return wanted.every(({ from, to }, index) => {
    const one = drawn[index];
    const place = one && places.get(one);
    return place?.from === from && place.to === to;
  });
}
