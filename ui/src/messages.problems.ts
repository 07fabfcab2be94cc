/** Texts about findings: explanations, fixes, and what fixes would change. */
import { plural } from "./words";

export const problems = {
  explain: () => "Explain",
  explainRule: (rule: string) => `Explain ${rule}`,
  explainHere: () => "Explain the problem here",
  explanationOf: (rule: string) => `About ${rule}`,
  closeExplanation: () => "Close the explanation",
  wrongExample: () => "Wrong",
  rightExample: () => "Right",
  fixChanges: (title: string) => `${title}: what changes`,
  fixLine: (kind: "same" | "gone" | "new", number: number) =>
    kind === "same" ? `line ${number}` : kind === "gone" ? `line ${number} goes` : "comes",
  fixIsNotSafe: () => "This changes what the stage does. Read what it changes first.",
  applyFix: () => "Apply",
  leaveFix: () => "Leave it",
  applied: (title: string) => `Done: ${title}. Undo takes it back.`,
  noProblemHere: () => "There is no problem here.",
  moreHere: (count: number) => (count > 0 ? ` and ${count} more` : ""),
  fixAll: () => "Fix all safe ones…",
  fixAllTitle: () => "Fix all safe ones",
  fixAllOf: (rule: string) => `Fix all of ${rule}…`,
  fixAllHelp: () =>
    "Safe fixes keep what the stage does, or make it what was plainly meant. Undo takes them back, a file at a time.",
  fixIn: () => "In",
  thisFile: () => "this file",
  allOpenFiles: () => "all open files",
  fixRule: () => "Problems",
  everyRule: () => "of every kind",
  nothingToFix: () => "There is nothing here that a safe fix takes away.",
  fixesIn: (name: string, count: number) => `${name}: ${plural(count, "fix", "fixes")}`,
  fixAt: (title: string, line: number) => `line ${line}: ${title}`,
  makeFixes: (count: number) => `Make ${plural(count, "fix", "fixes")}`,
  madeFixes: (count: number, files: number) =>
    `Made ${plural(count, "fix", "fixes")} in ${plural(files, "file")}.`,
  fixesMoved: (name: string) => `${name} changed meanwhile: look at its fixes again.`,
};
