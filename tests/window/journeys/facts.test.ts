/** Outputs, log links, Deck's list, upgrades and installations; and what previews are given. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openText } from "../app";
import { choose, control, press, showing } from "../find";
import * as facts from "../pages/facts";
import * as preview from "../pages/preview";
import { profile, replaced, stage } from "../texts";
import { until } from "../until";

const job = (extra: string) =>
  profile(
    replaced(
      stage(
        "report",
        "Report",
        "registry.example.com/report",
        `                    args: ["\${HOME_OF_ORCA:nowhere}"]
`,
      ),
      "            generateName: report-\n",
      `            name: report\n            namespace: data\n${extra}`,
    ),
  );

const linked = (link: string) =>
  job(
    `            annotations:\n              "[job.spinnaker.io/logs]": ${JSON.stringify(link)}\n`,
  );

async function opened(text: string, more: Record<string, string> = {}) {
  const opened = await openText(text);
  for (const [name, other] of Object.entries(more)) {
    await writeFile(join(opened.folder, name), other);
  }
  return opened;
}

test("a pasted log shows each line's fate and what a later stage sees", async () => {
  const { app } = await opened(job(""));
  await facts.open(app, "Outputs");
  const log = "starting\nSPINNAKER_PROPERTY_Region=eu=1\nSPINNAKER_PROPERTY_EMPTY=\ndone";
  await facts.paste(app, "Log", log);
  await facts.item(app, "Captured", /region.*eu=1/);
  await facts.item(app, "Lines", /^line 2 accepted/);
  await facts.item(app, "Lines", /^line 3 rejected/);
  await choose(app, "Reader", "true", facts.PANEL);
  await showing(app, /Nothing is captured/, facts.PANEL);
});

test("one bad line of JSON spoils the capture, and is named", async () => {
  const { app } = await opened(job(""));
  await facts.open(app, "Outputs");
  await facts.paste(app, "Log", "SPINNAKER_PROPERTY_A=1\nSPINNAKER_CONFIG_JSON={broken");
  await showing(app, /Line 2 spoils the capture/, facts.PANEL);
});

test("a JSON artifact gives outputs", async () => {
  const { app } = await opened(job(""));
  await facts.open(app, "Outputs");
  await (await control(app, { role: "radio", name: "A JSON artifact" })).click();
  await facts.paste(app, "Log", '{"rows": 42, "where": {"table": "sales"}}');
  await facts.item(app, "Captured", /rows.*42/);
  await facts.paste(app, "Log", "no JSON");
  await showing(app, /JSON/, `${facts.PANEL} .error`);
});

test("a log link is worked out as Deck does", async () => {
  const { app } = await opened(linked("https://logs.example.com/{{ manifest.metadata.name }}"));
  await facts.open(app, "Log link");
  await showing(app, "https://logs.example.com/report", facts.PANEL);
});

test("a log link with a script is shown and never run", async () => {
  const script =
    "{{ constructor.constructor('document.title=1')() }}<img src=x onerror=document.title=1>";
  const { app } = await opened(linked(script));
  await facts.open(app, "Log link");
  await showing(app, "constructor.constructor", facts.PANEL);
  await showing(app, "<img src=x", facts.PANEL);
  const images = () => app.browser.execute(() => document.querySelectorAll("img").length);
  expect(await images(), "the text is text").toBe(0);
  expect(await app.browser.getTitle(), "nothing of it has run").toContain("Stage Designer");
});

test("the environment given fills placeholders, and is kept for the team on request", async () => {
  const { app, folder } = await opened(job(""));
  await preview.show(app, "Loaded");
  await preview.lineIs(app, "nowhere");
  await press(app, "Environment");
  await facts.paste(app, "Orca's environment", "HOME_OF_ORCA=/srv/orca");
  await preview.lineIs(app, "/srv/orca");
  await press(app, "Keep for the team");
  const path = join(folder, "stage-designer.samples.json");
  await until("the environment is kept", async () =>
    (await readFile(path, "utf8").catch(() => "")).includes("/srv/orca"),
  );
  await showing(app, "stage-designer.samples.json");
});

test("a sample artifact replaces the image that is submitted", async () => {
  const { app } = await opened(job(""));
  await preview.show(app, "Submitted");
  await preview.lineIs(app, "image: registry.example.com/report");
  await press(app, "Environment");
  const artifact = {
    ...{ type: "docker/image", name: "registry.example.com/report" },
    ...{ reference: "registry.example.com/report:7", version: "7" },
  };
  const label = "Artifacts that the stage sees, as a JSON list";
  await facts.paste(app, label, JSON.stringify([artifact]));
  await preview.lineIs(app, "image: registry.example.com/report:7");
});

test("an upgrade is checked before it is made, with the way to the line", async () => {
  const volume =
    "                volumes:\n                  - name: v\n                    emptyDir: {}\n";
  const { app } = await opened(job("") + volume);
  await facts.open(app, "Upgrade");
  const from = await control(app, { role: "combobox", name: "From", within: facts.PANEL });
  const to = await control(app, { role: "combobox", name: "To", within: facts.PANEL });
  await from.selectByVisibleText("2026.2");
  await to.selectByVisibleText("2026.2");
  await showing(app, "Choose two releases.", facts.PANEL);
  await to.selectByVisibleText("2025.3");
  await facts.item(app, "Upgrade", /no longer starts.*empty-dir/);
  await showing(app, /Line \d+/, facts.PANEL);
});

test("files beside each other are one installation: the list that counts, and the clash", async () => {
  const low = job("") + "    titus:\n      - label: Report by Titus\n        type: report\n";
  const { app } = await opened(job(""), { "orca.yml": low.replace("Report\n", "Old report\n") });
  await facts.open(app, "Installation");
  await facts.item(app, "Stages of orca.yml", /Old report.*orca-local\.yml has a list/);
  await facts.item(app, "Stages of orca-local.yml", /^Report kubernetes$/);
  await showing(app, /Report \(orca-local\.yml\) never runs: Report by Titus/, facts.PANEL);
  await press(app, "Let it win over orca-local.yml", facts.PANEL);
  await facts.item(app, "Stages of orca-local.yml", /orca\.yml has a list/);
  await (await control(app, { role: "checkbox", name: "orca.yml", within: facts.PANEL })).click();
  await facts.item(app, "Stages of orca-local.yml", /^Report kubernetes$/);
});

test("an installation that would not start names the file and the line", async () => {
  const { app } = await opened(job(""), {
    "orca.yml": "job:\n  preconfigured:\n    titus:\n      - label: T\n        enabled: perhaps\n",
  });
  await facts.open(app, "Installation");
  await showing(app, /would not start: orca\.yml, line 5/, facts.PANEL);
});
