/** Everything can be done without a mouse. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changing, openApp, type App } from "../app";
import { control, showing } from "../find";
import { chord, fill, typeText } from "../keys";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import * as preview from "../pages/preview";
import { temporaryFolder } from "../place";
import { until } from "../until";
import { BACKUP, replaced } from "../texts";

async function opened(): Promise<App> {
  const path = join(await temporaryFolder(), "orca-local.yml");
  await writeFile(path, BACKUP);
  return openApp({ open: [path] });
}

test("the focus can be seen on whatever has it", async () => {
  const app = await opened();
  await (await design.field(app, "Stage", "Label")).click();
  const unseen: string[] = [];
  for (let press = 0; press < 25; press++) {
    await chord(app, "Tab");
    const seen = await app.browser.execute(() => {
      const element = document.activeElement as HTMLElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      const invisible = outlineStyle === "none" || parseFloat(outlineWidth) === 0;
      return invisible ? element.outerHTML.slice(0, 120) : "";
    });
    if (seen) unseen.push(seen);
  }
  expect(unseen).toEqual([]);
});

test("Ctrl+Z in a field takes back what was typed there, then the document's last change", async () => {
  const app = await opened();
  const image = { container: "dump" };
  await design.set(app, image, "Image", "busybox:1.36");
  const label = await design.field(app, "Stage", "Label");
  await fill(app, label, "Half a wo");
  await editor.undo(app);
  expect(await label.getValue(), "the draft goes first").toBe("Backup");
  await changing(app, () => editor.undo(app));
  await preview.lineIs(app, "image: registry.example.com/data/dump:1.4");
  await editor.redo(app);
  await preview.lineIs(app, "image: busybox:1.36");
});

test("a menu, a new label and its removal by keys alone", async () => {
  const app = await opened();
  await editor.show(app, "Split");
  await (await control(app, { role: "button", name: "Add label", within: design.FORM })).click();
  await typeText(app, "team");
  await chord(app, "Tab");
  await typeText(app, "data");
  await changing(app, () => chord(app, "Enter"));
  const labels = "            namespace: data\n            labels:\n              team: data\n";
  await editor.textIs(
    app,
    replaced(BACKUP, "            namespace: data\n", labels),
    "the label is in the text",
  );
  await (await design.field(app, "Job", "team")).click();
  await chord(app, "Tab");
  await chord(app, "Enter");
  await showing(app, "Rename", design.FORM);
  await chord(app, "ArrowDown");
  await changing(app, () => chord(app, "Enter"));
  await until("the label is gone", async () => !(await editor.text(app)).includes("team: data"));
});
