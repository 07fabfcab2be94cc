/** Files that are broken, odd or hostile: each opens, says why, and is not harmed. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApp, openText, type App } from "../app";
import { present, showing } from "../find";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import * as files from "../pages/files";
import * as preview from "../pages/preview";
import { problem } from "../pages/problems";
import { temporaryFolder } from "../place";
import { until } from "../until";
import { BACKUP, profile, replaced, stage } from "../texts";

/** The stages in the list, without their files. */
const stages = async (app: App) =>
  (await files.rows(app)).filter(({ level }) => level === 2).map(({ name }) => name);

test("a syntax error in one stage of twenty leaves the nineteen others usable", async () => {
  const all = Array.from({ length: 20 }, (_, at) => stage(`stage${at}`, `Stage ${at}`));
  const broken = all.map((text, at) =>
    at === 9 ? replaced(text, "label: Stage 9\n", 'label: "Stage 9\n') : text,
  );
  const text = profile(...broken);
  const { app, path } = await openText(text);
  const line = text.slice(0, text.indexOf('"Stage 9')).split("\n").length;
  await problem(app, "an error in the tenth stage", ({ severity, place }) => {
    return severity === "error" && Number(/line (\d+)/.exec(place)?.[1]) >= line;
  });
  expect(await stages(app)).toHaveLength(20);
  expect((await stages(app)).filter((name) => name.includes("broken"))).toHaveLength(1);

  await files.choose(app, "Stage 19");
  await showing(app, "Stage 19", ".crumb");
  await design.valueIs(app, "Stage", "Label", "Stage 19");
  await design.set(app, { container: "main" }, "Image", "alpine:3.21");
  await preview.lineIs(app, "image: alpine:3.21");
  await editor.save(app);
  const expected = broken.with(19, stage("stage19", "Stage 19", "alpine:3.21"));
  expect(await readFile(path, "utf8")).toBe(profile(...expected));
});

test("binary data and text that is not UTF-8 open for reading, with the reason", async () => {
  const binary = Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1, 2, 0x0a, 0, 3]);
  const latin = Buffer.from(replaced(BACKUP, "Stages of", "Stufen für"), "latin1");
  const folder = await temporaryFolder();
  const paths = [join(folder, "binary.yml"), join(folder, "latin1.yml")] as const;
  await writeFile(paths[0], binary);
  await writeFile(paths[1], latin);
  const app = await openApp({ open: paths });

  await files.choose(app, "latin1.yml");
  await showing(app, /can only be read:.*not UTF-8/);
  const label = await design.field(app, "Stage", "Label");
  expect(await label.getAttribute("readonly"), "fields cannot be edited").not.toBeNull();
  await editor.show(app, "YAML");
  expect(await editor.text(app), "the text is shown").toContain("Backup");
  expect(await editor.canBeEdited(app)).toBe(false);
  await files.choose(app, "binary.yml");
  await showing(app, /can only be read:.*not text/);
  expect(await editor.canBeEdited(app)).toBe(false);
  expect(await readFile(paths[0])).toEqual(binary);
  expect(await readFile(paths[1])).toEqual(latin);
});

test("an alias bomb is a finding, and the window stays quick", async () => {
  const levels = Array.from({ length: 30 }, (_, at) => {
    const items = at === 0 ? "lol" : `*a${at - 1}, *a${at - 1}, *a${at - 1}, *a${at - 1}`;
    return `a${at}: &a${at} [${items}]\n`;
  });
  const bomb = `${levels.join("")}${replaced(BACKUP, "[dump, --all]", "*a29")}`;
  const { app, path } = await openText(bomb);
  await problem(app, "about aliases", ({ message }) => /alias|expand|node/i.test(message));
  const time = async (app: App) => {
    const begun = Date.now();
    await design.set(app, "Stage", "Label", "Still here");
    return Date.now() - begun;
  };
  const beside = await time(app);
  // The same without a bomb says how slow the machine is now.
  const without = await time((await openText(BACKUP)).app);
  expect(beside, `milliseconds beside a bomb; ${without} without`).toBeLessThan(
    2_000 + 5 * without,
  );
  expect(await readFile(path, "utf8"), "nothing was written").toBe(bomb);
});

test("a byte order mark and line ends of Windows survive edits by form and by typing", async () => {
  const dos = (text: string) => `\uFEFF${text.replaceAll("\n", "\r\n")}`;
  const { app, path } = await openText(dos(BACKUP));
  await design.set(app, "Stage", "Label", "Sicherung");
  await editor.show(app, "Split");
  await editor.goToEndOf(app, "account: data");
  await editor.type(app, "\uE007region: eu");
  const changed = replaced(BACKUP, "label: Backup #", "label: Sicherung #");
  const expected = dos(
    replaced(changed, "  account: data\n", "  account: data\n        region: eu\n"),
  );
  await editor.textIs(app, expected, "the new line ends as its neighbours do");
  await editor.save(app);
  expect(await readFile(path, "utf8")).toBe(expected);
});

test("a folder opens as a workspace, with the files that hold stages", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "charts"));
  await writeFile(join(folder, "charts", "values.yaml"), "replicas: 1\n");
  await writeFile(join(folder, "orca-local.yml"), BACKUP);
  await writeFile(join(folder, "notes.txt"), "nothing here\n");
  const app = await openApp({ open: [folder] });
  await showing(app, "Backup", ".crumb");
  const rows = await until(
    "both YAML files are listed",
    async () => {
      const names = (await files.rows(app)).map(({ name }) => name);
      return names.some((name) => name.includes("values.yaml")) && names;
    },
    () => files.rows(app),
  );
  expect(rows.some((name) => name.startsWith("Backup backupDatabase"))).toBe(true);
  expect(rows.some((name) => name.includes("notes.txt"))).toBe(false);
});

test("a file that is not there is said, and the window is ready for another", async () => {
  const app = await openApp({ open: ["/no/such/file.yml"] });
  await showing(app, "/no/such/file.yml");
  expect(await present(app, { role: "alert", name: "", begins: true })).not.toBeNull();
  await showing(app, "Open file…");
});
