/** Everything can be done without a mouse. */
import { expect, test } from "vitest";
import { changing, openText } from "../app";
import { control, gone, showing } from "../find";
import { chord, fill, typeText } from "../keys";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import * as preview from "../pages/preview";
import { until } from "../until";
import { BACKUP, replaced } from "../texts";

/** Runs in the page: numbers the form's controls that Tab should reach. */
function numberControls(form: string): string[] {
  const all = document.querySelectorAll<HTMLElement>(
    `${form} :is(input, textarea, select, button, [role=switch])`,
  );
  const reachable = [...all].filter(
    (element) =>
      element.tabIndex >= 0 &&
      !(element as HTMLButtonElement).disabled &&
      element.getClientRects().length > 0,
  );
  return reachable.map((element, at) => {
    element.dataset.reached = String(at);
    return `${at}: ${element.getAttribute("aria-label") ?? element.id ?? element.textContent}`;
  });
}

test("Tab reaches every control of Design, one after the other, and leaves it again", async () => {
  const { app } = await openText(BACKUP);
  await design.openParameter(app, "BUCKET");
  await design.field(app, "Parameters", "Name");
  const controls = await app.browser.execute(numberControls, design.FORM);
  expect(controls.length, "the form has its controls").toBeGreaterThan(40);
  const hidden = await app.browser.execute(
    (form) =>
      [...document.querySelectorAll<HTMLElement>(`${form} :is(input, select, textarea)`)]
        .filter((element) => element.tabIndex < 0)
        .map((element) => element.outerHTML),
    design.FORM,
  );
  expect(hidden, "no field is kept from the keyboard").toEqual([]);

  await (await design.field(app, "Stage", "Label")).click();
  // Some controls appear with the focus beside them; they have no number.
  const order: string[] = [];
  for (let press = 0; press < 2 * controls.length; press++) {
    const at = await app.browser.execute((form) => {
      const element = document.activeElement as HTMLElement | null;
      return element?.closest(form) ? (element.dataset.reached ?? "") : null;
    }, design.FORM);
    if (at === null) break;
    if (at !== "") order.push(at);
    await chord(app, "Tab");
  }
  expect(order).toEqual(controls.map((_, at) => String(at)));
});

test("the focus can be seen on whatever has it", async () => {
  const { app } = await openText(BACKUP);
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

test("Ctrl+K finds commands, runs them, and gives the focus back", async () => {
  const { app } = await openText(BACKUP);
  await (await design.field(app, "Stage", "Label")).click();
  await chord(app, "Control", "k");
  await control(app, { role: "dialog", name: "Commands" });
  await chord(app, "Escape");
  await gone(app, { role: "dialog", name: "Commands" });
  const focused = await app.browser.execute(
    () => (document.activeElement as HTMLInputElement).value,
  );
  expect(focused, "Escape leads back to where one was").toBe("Backup");

  await chord(app, "Control", "k");
  await control(app, { role: "dialog", name: "Commands" });
  await typeText(app, "show yaml");
  await chord(app, "Enter");
  await gone(app, { role: "dialog", name: "Commands" });
  await editor.textIs(app, BACKUP, "the command was run: the text is shown");
});

test("Ctrl+Z in a field takes back what was typed there, then the document's last change", async () => {
  const { app } = await openText(BACKUP);
  const image = { container: "dump" };
  await design.set(app, image, "Image", "busybox:1.36");
  const label = await design.field(app, "Stage", "Label");
  await fill(app, label, "Half a wo");
  await editor.undo(app);
  await design.valueIs(app, "Stage", "Label", "Backup");
  await changing(app, () => editor.undo(app));
  await preview.lineIs(app, "image: registry.example.com/data/dump:1.4");
  await editor.redo(app);
  await preview.lineIs(app, "image: busybox:1.36");
});

test("a menu, a new label and its removal by keys alone", async () => {
  const { app } = await openText(BACKUP);
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
