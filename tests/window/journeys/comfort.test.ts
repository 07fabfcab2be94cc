/** The window as one has set it up, and what a script looks like in it. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApp, openText } from "../app";
import { control, press, shownText } from "../find";
import { chord } from "../keys";
import * as design from "../pages/design";
import * as safety from "../pages/safety";
import { BACKUP } from "../texts";
import { until } from "../until";

test("zoom and the width of the panes are as they were at the next start", async () => {
  const { app, path } = await openText(BACKUP);
  const measures = (of: typeof app) =>
    of.browser.execute(() => ({
      text: getComputedStyle(document.body).fontSize,
      files: document.querySelector("[data-pane=files]")?.getBoundingClientRect().width,
    }));
  const before = await measures(app);
  await safety.command(app, "Zoom in");
  await chord(app, "Control", "+");
  await design.focus(app, { role: "separator", name: "Width of the files" });
  await chord(app, "Shift", "ArrowRight");
  const after = await measures(app);
  expect(parseFloat(after.text)).toBeGreaterThan(parseFloat(before.text) * 1.15);
  expect(after.files).toBeGreaterThan((before.files ?? 0) * 1.2);
  await until("it is kept", async () => {
    const kept = await readFile(join(app.data, "application.json"), "utf8");
    return kept.includes('\\"zoom\\":1.2') && !kept.includes('\\"files\\":232');
  });
  await app.close();
  const again = await openApp({ open: [path], data: app.data });
  await control(again, { role: "region", name: "Stage", within: design.FORM });
  expect(await measures(again)).toEqual(after);
});

test("the palette names the keys of every command that has some", async () => {
  const { app } = await openText(BACKUP);
  await chord(app, "Control", "k");
  await control(app, { role: "dialog", name: "Commands" });
  const shown = await shownText(app, "#palette-list");
  for (const [title, keys] of [
    ["Save", "Ctrl S"],
    ["Undo", "Ctrl Z"],
    ["Zoom in", "Ctrl +"],
    ["Find and replace in all files", "Ctrl Shift F"],
  ] as const) {
    const at = shown.indexOf(`${title}\n`);
    expect(at, title).toBeGreaterThanOrEqual(0);
    expect(shown.slice(at, at + title.length + keys.length + 4)).toContain(keys);
  }
});

test("a script is coloured as a shell reads it", async () => {
  const { app } = await openText(BACKUP.replace("[dump, --all]", '[sh, -c, "if x; then y; fi"]'));
  await press(app, "Edit as script", design.FORM);
  await control(app, { role: "textbox", name: "Script" });
  await until("a word of the shell has a colour of its own", () =>
    app.browser.execute(() => {
      const line = document.querySelector("section.panel .cm-line");
      const words = [...(line?.querySelectorAll("span") ?? [])];
      const then = words.find(({ textContent }) => textContent === "then");
      const colour = (element: Element) => getComputedStyle(element).color;
      return line && then ? colour(then) !== colour(line) : false;
    }),
  );
});
