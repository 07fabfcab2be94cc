/** Problems are explained beside their place; fixes are shown, made, and taken back. */
import { expect, test } from "vitest";
import { changing, openText, type App } from "../app";
import { gone, press, showing } from "../find";
import { chord } from "../keys";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import * as problems from "../pages/problems";
import { BACKUP, replaced, stage } from "../texts";
import { until } from "../until";

const FIXED_NAME = replaced(BACKUP, "generateName: backup-", "name: backup");
const UNTAGGED = replaced(FIXED_NAME, "data/dump:1.4 # pinned", "data/dump:latest");
const TWO = UNTAGGED + stage("report", "Report");

/** The fix for a fixed name. */
const GENERATE = "Generate a name for each run, and clean up after a day";

async function opened(text: string): Promise<App> {
  const { app } = await openText(text);
  await problems.problem(app, "anything", () => true);
  return app;
}

/** Waits until the focus is there. */
async function focusIs(app: App, expected: string | undefined, why: string): Promise<void> {
  await until(
    why,
    async () => (await focused(app)) === expected,
    () => focused(app),
  );
}

/** What has the focus, as a person would call it. */
async function focused(app: App): Promise<string> {
  return app.browser.execute(
    () =>
      document.activeElement?.querySelector("[title]")?.getAttribute("title") ??
      document.activeElement?.textContent?.trim() ??
      "",
  );
}

test("problems stand by stage, narrow by severity, and are walked and explained by keys", async () => {
  const app = await opened(TWO);
  const all = await problems.groups(app);
  expect(all.map(({ title }) => title)).toEqual(["Backup", "Report"]);
  expect(all[0]?.rules).toContain("fixed-job-name");
  const count = (await problems.problems(app)).length;

  const notes = (await problems.problems(app)).filter(({ severity }) => severity === "note").length;
  expect(notes).toBeGreaterThan(0);
  await press(app, `${notes} note${notes === 1 ? "" : "s"}`, problems.LIST);
  await until("notes are hidden", async () => (await problems.problems(app)).length < count);
  expect((await problems.problems(app)).map(({ severity }) => severity)).not.toContain("note");
  await press(app, `${notes} note${notes === 1 ? "" : "s"}`, problems.LIST);
  await until("notes are back", async () => (await problems.problems(app)).length === count);

  const rows = await problems.problems(app);
  await app.browser.execute(() => document.querySelector<HTMLElement>("[data-problem]")?.focus());
  await chord(app, "ArrowRight");
  await problems.explanation(app, rows[0]?.rule ?? "");
  await chord(app, "ArrowDown");
  await focusIs(app, rows[1]?.message, "the next has the focus");
  await problems.explanation(app, rows[1]?.rule ?? "");
  await chord(app, "End");
  await focusIs(app, rows.at(-1)?.message, "the last has the focus");
  await problems.explanation(app, rows.at(-1)?.rule ?? "");
  await chord(app, "Escape");
  await gone(app, { role: "region", name: "About", begins: true });
  await focusIs(app, rows.at(-1)?.message, "the focus stays");
});

test("a fix in the list is shown as a diff, made by a key, and undone in one step", async () => {
  const app = await opened(FIXED_NAME);
  await editor.show(app, "Split");
  await press(app, "Explain fixed-job-name", problems.LIST);
  const within = await problems.explanation(app, "fixed-job-name");
  await press(app, GENERATE, within);
  const { gone: lost, come } = await problems.changesOf(app, within);
  expect(lost).toEqual(["name: backup"]);
  expect(come).toEqual(["generateName: backup-"]);
  expect(await editor.text(app), "nothing is changed yet").toBe(FIXED_NAME);
  await focusIs(app, "Apply", "Apply has the focus");
  await changing(app, () => chord(app, "Enter"));
  await editor.textIs(app, BACKUP, "only that line is another");
  await problems.noProblem(app, "of the name", ({ rule }) => rule === "fixed-job-name");
  await changing(app, () => editor.undo(app));
  await editor.textIs(app, FIXED_NAME, "one step takes it back");
});

test("a field carries its own problem, explains it below itself, and is mended there", async () => {
  const wrong = replaced(BACKUP, "restartPolicy: Never", "restartPolicy: Always");
  const app = await opened(wrong);
  await press(app, "Explain restart-policy", design.FORM);
  const within = await problems.explanation(app, "restart-policy");
  const beside = await app.browser.execute(
    (selector) =>
      document.querySelector(selector)?.closest("[data-path]")?.getAttribute("data-path"),
    within,
  );
  expect(beside).toMatch(/restartPolicy$/);
  await press(app, "Write Never", within);
  await problems.apply(app, within);
  await gone(app, { role: "region", name: "About restart-policy" });
  await editor.show(app, "YAML");
  await editor.textIs(app, BACKUP, "it is mended");
});

test("the text names a problem at the end of its line and explains it below", async () => {
  const app = await opened(FIXED_NAME);
  await editor.show(app, "YAML");
  await until("the line says it", async () => (await problems.inline(app)).length > 0);
  await editor.goToEndOf(app, "name: backup");
  await chord(app, "Control", ".");
  const within = await problems.explanation(app, "fixed-job-name");
  const inText = await app.browser.execute(
    (selector) => document.querySelector(selector)?.closest(".cm-content") !== null,
    within,
  );
  expect(inText).toBe(true);
  expect(await editor.text(app), "the text is the text").toBe(FIXED_NAME);
  await chord(app, "Escape");
  await gone(app, { role: "region", name: "About", begins: true });
});

test("all safe fixes are shown, made in one step, and undone in one", async () => {
  const two = replaced(
    replaced(BACKUP, "restartPolicy: Never", "restartPolicy: Always"),
    "account: data\n",
    "acount: data\n",
  );
  const app = await opened(two);
  await problems.openFixes(app);
  await showing(app, "restart-policy", "main");
  await changing(app, () => press(app, "Make", "main", true));
  await editor.show(app, "YAML");
  await until("both are mended", async () => {
    const text = await editor.text(app);
    return text.includes("restartPolicy: Never") && text.includes("\n        account: data\n");
  });
  await changing(app, () => editor.undo(app));
  await editor.textIs(app, two, "one step takes all back");
});
