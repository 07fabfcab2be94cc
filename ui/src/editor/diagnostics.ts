/** Findings as the editor's diagnostics, with their fixes as actions. */
import type { Diagnostic } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import type { Edit, Finding } from "../bindings";
import { span } from "../state/places";

const SEVERITY = { error: "error", warning: "warning", note: "info" } as const;

export function diagnostics(
  doc: Text,
  findings: readonly Finding[],
  fix: ((edit: Edit) => void) | null,
): Diagnostic[] {
  return findings
    .map((finding) => ({
      ...span(doc, finding.range),
      severity: SEVERITY[finding.severity],
      message: finding.message,
      source: finding.rule,
      actions: fix
        ? finding.fixes.map(({ title, edit }) => ({ name: title, apply: () => fix(edit) }))
        : [],
    }))
    .sort((a, b) => a.from - b.from);
}
