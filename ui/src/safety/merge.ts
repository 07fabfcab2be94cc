/** Choices in a merge of two texts over the one both come from. */
import type { MergePart } from "../bindings";

export type Choice = "ours" | "theirs" | "both";

/** How many conflicts have no choice yet. */
export function undecided(
  parts: readonly MergePart[],
  choices: Readonly<Record<number, Choice>>,
): number {
  return parts.filter((part, index) => part.kind === "conflict" && !choices[index]).length;
}

/** The merged text; `null` while a conflict has no choice. */
export function mergedText(
  parts: readonly MergePart[],
  choices: Readonly<Record<number, Choice>>,
): string | null {
  let text = "";
  for (const [index, part] of parts.entries()) {
    if (part.kind !== "conflict") {
      text += part.text;
      continue;
    }
    const choice = choices[index];
    if (!choice) return null;
    if (choice !== "theirs") text += part.ours;
    if (choice === "both" && part.ours !== "" && !/[\r\n]$/.test(part.ours)) text += "\n";
    if (choice !== "ours") text += part.theirs;
  }
  return text;
}
