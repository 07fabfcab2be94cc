/** What the stand-in says of its rules, and what its safe fixes change together. */
import type { Mended, RuleExplained, TextChange } from "../src/bindings";
import type { Analysis } from "./analysis";
import { changesOf } from "./edit";

export function explanationOf(id: string): RuleExplained {
  return {
    id,
    severity: "warning",
    summary: `What ${id} is`,
    explanation: "Two runs of `kubectl` meet. The later one wins.",
    wrong: "name: a",
    right: "generateName: a-",
    fixed: null,
  };
}

export function mendedOf(
  { text, analysis }: { text: string; analysis: Analysis },
  version: number,
  rule: string | null,
): Mended {
  const wanted = analysis.findings.filter(
    (finding) => finding.fixes[0]?.safe && (rule === null || finding.rule === rule),
  );
  const changes: TextChange[] = wanted.flatMap(({ fixes }) =>
    fixes[0] ? changesOf(text, fixes[0].edit) : [],
  );
  return {
    version,
    changes: changes.sort((a, b) => a.from - b.from),
    mended: wanted.map(({ rule: id, fixes, range }) => ({
      rule: id,
      title: fixes[0]?.title ?? "",
      line: range.from.line,
    })),
  };
}
