/** Fast typing: text, form, problems and preview end in step. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApp } from "../app";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import * as preview from "../pages/preview";
import { noProblem, problem } from "../pages/problems";
import { temporaryFolder } from "../place";
import { BACKUP, profile, replaced, stage } from "../texts";

/** What WebDriver calls the Enter key. */
const ENTER = "\uE007";
const BACKSPACE = "\uE003";

test("fifty keys at full speed end with text, form, problems and preview in step", async () => {
  const many = Array.from({ length: 40 }, (_, at) => stage(`stage${at}`, `Stage ${at}`));
  const text = BACKUP + many.join("");
  const path = join(await temporaryFolder(), "orca-local.yml");
  await writeFile(path, text);
  const app = await openApp({ open: [path] });
  await editor.show(app, "Split");
  // A new line begins where the next key belongs; Backspace leads back by one level.
  const typed = `${ENTER}labels:${ENTER}team: data-and-reports-2026${ENTER}${BACKSPACE}owner: someone`;
  expect([...typed].length).toBeGreaterThanOrEqual(50);
  await editor.goToEndOf(app, "namespace: data");
  await editor.type(app, typed);
  const lines = [
    "            labels:",
    "              team: data-and-reports-2026",
    "            owner: someone",
  ];
  const expected = replaced(
    text,
    "            namespace: data\n",
    `            namespace: data\n${lines.join("\n")}\n`,
  );
  await editor.textIs(app, expected, "no key is lost and none comes twice");
  await preview.lineIs(app, "team: data-and-reports-2026");
  await problem(app, "about the unknown key", ({ message }) => message.includes("owner"));
  await design.valueIs(app, "Job", "team", "data-and-reports-2026");

  await editor.type(app, BACKSPACE.repeat("owner: someone".length));
  await noProblem(app, "about the unknown key", ({ message }) => message.includes("owner"));
  await editor.undoAll(app);
  await editor.textIs(app, text, "undo leads back to the text that was read");
});

test("half a word is shown as what it is, and the rest of the form stays", async () => {
  const path = join(await temporaryFolder(), "orca-local.yml");
  await writeFile(path, profile(stage("one", "One"), stage("two", "Two")));
  const app = await openApp({ open: [path] });
  await editor.show(app, "Split");
  await editor.goToEndOf(app, "type: one");
  await editor.type(app, `${ENTER}descr`);
  await problem(app, "a syntax error", ({ severity }) => severity === "error");
  await design.valueIs(app, { container: "main" }, "Image", "alpine:3.22");
  await editor.type(app, "iption: Says one");
  await design.valueIs(app, "Stage", "Description", "Says one");
  await noProblem(app, "a syntax error", ({ severity }) => severity === "error");
});
