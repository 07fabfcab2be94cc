/** What becomes of each `${…}` of a script on its way, and with which values. */
import { expect, test } from "vitest";
import { profile, stage } from "../texts";
import { openText, type App } from "../app";
import { control, press } from "../find";
import { fill } from "../keys";
import * as preview from "../pages/preview";
import { until } from "../until";

const TEXT = profile(
  stage(
    "shell",
    "Shell",
    "busybox:1",
    `                    command: [echo]
                    args:
                      - "first \${VAR}"
                      - "second \${account}"
                      - "third \${X:-d}"
                      - "fourth \${parameters.typo}"
                      - "fifth \${parameters.tag}"
`,
  ),
);

/** A run as Gate answers it, in a list. */
const RUN = JSON.stringify([
  {
    type: "PIPELINE",
    id: "1",
    application: "warehouse",
    trigger: { type: "manual", user: "bob@example.com", parameters: { tag: "4.2" } },
    stages: [],
  },
]);

/** The line that an argument has become, by its first word. */
async function argument(app: App, word: string): Promise<preview.Line> {
  const lines = await preview.lines(app);
  const found = lines.find(({ text, mark }) => text.includes(`${word} `) && mark !== "dropped");
  expect(found, `${word} in\n${lines.map(({ text }) => text).join("\n")}`).toBeDefined();
  return found ?? { text: "", mark: "", reason: "" };
}

async function becomes(app: App, word: string, text: string): Promise<preview.Line> {
  await until(
    `${word} becomes ${text}`,
    async () => (await argument(app, word)).text.includes(text),
    async () => (await argument(app, word)).text,
  );
  return argument(app, word);
}

test("each step shows what happens to a script's expressions, and why", async () => {
  const { app } = await openText(TEXT);
  await preview.show(app, "Loaded");
  const filled = await becomes(app, "third", "third -d");
  expect(filled.reason, "Spring takes the shell's default").not.toBe("");
  for (const word of ["first ${VAR}", "second ${account}", "fourth ${parameters.typo}"]) {
    await becomes(app, word.split(" ")[0] ?? "", word);
  }
  await preview.show(app, "Evaluated");
  const account = await becomes(app, "second", "second data");
  expect(account.reason, "the value is named").toMatch(/account/);
  const shell = await becomes(app, "first", "first ${VAR}");
  expect(shell.reason, "why the shell keeps its variable").toMatch(/VAR/);
  const typo = await becomes(app, "fourth", "fourth ${parameters.typo}");
  expect(typo.reason, "why the parameter stays").toMatch(/typo/);
});

test("a real execution is pasted, and changed as a form", async () => {
  const { app } = await openText(TEXT);
  await preview.show(app, "Evaluated");
  await press(app, "Sample execution…");
  await press(app, "As JSON");
  const box = await control(app, {
    role: "textbox",
    name: "An execution's JSON, such as Gate gives it: paste it here",
  });
  await fill(app, box, RUN);
  await becomes(app, "fifth", "fifth 4.2");
  await press(app, "As form");
  await fill(app, await control(app, { role: "textbox", name: "Value of tag" }), "5.0");
  const line = await becomes(app, "fifth", "fifth 5.0");
  expect(line.reason).toMatch(/parameters\.tag/);
});
