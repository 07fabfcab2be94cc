/** The list of findings, below. */
import type { App } from "../app";
import { changing } from "../app";
import { control, press, showing } from "../find";
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
      rule: row.parentElement?.querySelector(".rule")?.textContent ?? "",
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

/** The list. */
export const LIST = "section[aria-label=Problems]";

/** Titles of the groups, each with the rules below it, in order. */
export async function groups({ browser }: App): Promise<{ title: string; rules: string[] }[]> {
  return browser.execute(() =>
    [...document.querySelectorAll<HTMLElement>(".problems .list h3")].map((title) => ({
      title: title.textContent ?? "",
      rules: [...(title.nextElementSibling?.querySelectorAll(".rule") ?? [])].map(
        (rule) => rule.textContent ?? "",
      ),
    })),
  );
}

/** Waits for the explanation of a rule, with both examples; gives its selector. */
export async function explanation(app: App, rule: string): Promise<string> {
  const within = `[data-explained][aria-label="About ${rule}"]`;
  await control(app, { role: "region", name: `About ${rule}` });
  await control(app, { role: "group", name: "Wrong", within });
  await control(app, { role: "group", name: "Right", within });
  return within;
}

export interface Changes {
  gone: string[];
  come: string[];
}

/** What a fix would change, as it is shown. */
export async function changesOf(app: App, within: string): Promise<Changes> {
  return until("the changes are shown", () =>
    app.browser.execute((selector) => {
      const of = (kind: string) =>
        [...document.querySelectorAll(`${selector} [data-diff=${kind}] .text`)].map((line) =>
          (line.textContent ?? "").trim(),
        );
      const shown = { gone: of("gone"), come: of("new") };
      return shown.gone.length + shown.come.length > 0 && shown;
    }, within),
  );
}

/** Makes the fix that is shown; waits until text and preview follow. */
export async function apply(app: App, within: string): Promise<void> {
  await changesOf(app, within);
  await changing(app, () => press(app, "Apply", within));
}

/** The messages at the ends of lines. */
export async function inline({ browser }: App): Promise<string[]> {
  return browser.execute(() =>
    [...document.querySelectorAll(".cm-problem")].map((message) => message.textContent ?? ""),
  );
}

/** Opens the panel of all safe fixes. */
export async function openFixes(app: App): Promise<void> {
  await press(app, "Fix all safe ones…", LIST);
  await showing(app, /line \d+: /, "main");
}
