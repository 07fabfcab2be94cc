/** Findings as the editor's diagnostics, with what can be asked for as actions. */
import { forEachDiagnostic, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import type { EditorState, StateEffect, Text } from "@codemirror/state";
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

/** Puts these in place of those that are shown. */
export function diagnose(state: EditorState, shown: readonly Diagnostic[]): StateEffect<unknown>[] {
  const { effects } = setDiagnostics(state, shown);
  return effects ? [effects].flat() : [];
}

/** Whether the editor has them in just these places. */
export function areShown(state: EditorState, wanted: readonly Diagnostic[]): boolean {
  const places: string[] = [];
  forEachDiagnostic(state, ({ source, message }, from, to) => {
    places.push(`${from}-${to} ${source} ${message}`);
  });
  const now = new Set(places);
  return (
    places.length === wanted.length &&
    wanted.every(({ from, to, source, message }) => now.has(`${from}-${to} ${source} ${message}`))
  );
}
