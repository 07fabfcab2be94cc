/** What axe finds in the page as it is now. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { App } from "./app";

const SOURCE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

interface Violation {
  id: string;
  impact: string | null;
  help: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

interface Page {
  axe?: { run: (options: unknown) => Promise<{ violations: Violation[] }> };
}

/** Findings that are serious or critical, each in a few lines. */
export async function barriers({ browser }: App): Promise<string[]> {
  if (!(await browser.execute(() => "axe" in globalThis))) {
    await browser.execute(await readFile(SOURCE, "utf8"));
  }
  const violations = await browser.execute(async () => {
    const result = await (globalThis as Page).axe?.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
    });
    return result?.violations.map(({ id, impact, help, nodes }) => ({
      id,
      impact,
      help,
      nodes: nodes.map(({ target, failureSummary }) => ({ target, failureSummary })),
    }));
  });
  if (!violations) throw new Error("axe did not run");
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, impact, help, nodes }) => {
      const where = nodes.map(({ target, failureSummary }) => {
        return `  ${JSON.stringify(target)} ${failureSummary?.split("\n").slice(1).join(" ") ?? ""}`;
      });
      return `${id} (${impact}): ${help}\n${where.join("\n")}`;
    });
}
