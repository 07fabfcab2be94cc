/** What the stand-in knows of properties: of one. */
import type { Described } from "../src/bindings";

export function describedAt(path: string): Described | null {
  if (!path.endsWith("backoffLimit")) return null;
  return {
    description: "How often Kubernetes tries again before the Job counts as failed.",
    expected: "integer",
    defaultValue: "6",
    values: [],
    since: null,
  };
}
