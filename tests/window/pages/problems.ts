/** The list of findings, below. */
import type { App } from "../app";
import { until } from "../until";

export interface Problem {
  severity: string;
  message: string;
  rule: string;
  place: string;
}

export async function problems({ browser }: App): Promise<Problem[]> {
  return browser.execute(() =>
    [...document.querySelectorAll<HTMLElement>("[data-problem]")].map((row) => ({
      severity: (row.querySelector(".unseen")?.textContent ?? "").replace(/:\s*$/, ""),
      message: row.querySelector("[title]")?.getAttribute("title") ?? "",
      rule: row.querySelector(".rule")?.textContent ?? "",
      place: row.querySelector(".place .unseen")?.textContent ?? "",
    })),
  );
}

/** Waits for a finding that fits. */
export async function problem(app: App, what: string, fits: (problem: Problem) => boolean) {
  return until(
    `a problem: ${what}`,
    async () => (await problems(app)).find(fits),
    () => problems(app),
  );
}

/** Waits until no finding fits. */
export async function noProblem(app: App, what: string, fits: (problem: Problem) => boolean) {
  await until(
    `no problem: ${what}`,
    async () => !(await problems(app)).some(fits),
    () => problems(app),
  );
}
