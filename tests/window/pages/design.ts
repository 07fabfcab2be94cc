/** The stage as a form. */
import { changing, type App } from "../app";
import { control, type Wanted } from "../find";
import { chord, fill } from "../keys";
import { until } from "../until";

export const FORM = "[data-form]";

/** What a field lies in: a card, or a container by its name. */
export type Part = "Stage" | "Parameters" | "Job" | { container: string };

/** A selector of a part of the form. */
export async function within(app: App, part: Part): Promise<string> {
  const name = typeof part === "string" ? part : `Container ${part.container}`;
  const section = await control(app, { role: "region", name, within: FORM });
  return `[aria-labelledby="${await section.getAttribute("aria-labelledby")}"]`;
}

/** A field by its label. */
export async function field(app: App, part: Part, label: string) {
  return control(app, { role: "textbox", name: label, within: await within(app, part) });
}

export async function value(app: App, part: Part, label: string): Promise<string> {
  return (await field(app, part, label)).getValue();
}

/** Waits until a field shows a text. */
export async function valueIs(app: App, part: Part, label: string, expected: string) {
  await until(
    `${label} shows ${expected}`,
    async () => (await value(app, part, label)) === expected,
    () => value(app, part, label),
  );
}

/** Gives a field another text; waits until text and preview follow. */
export async function set(app: App, part: Part, label: string, text: string): Promise<void> {
  await fill(app, await field(app, part, label), text);
  await changing(app, () => chord(app, "Enter"));
}

/** Opens the form of a parameter, by its name. */
export async function openParameter(app: App, name: string): Promise<void> {
  const row = { role: "button", name: `${name} `, begins: true };
  await (await control(app, { ...row, within: await within(app, "Parameters") })).click();
}

/** Gives something the focus, as if Tab had led there. */
export async function focus(app: App, wanted: Wanted): Promise<void> {
  const found = await control(app, wanted);
  await app.browser.execute((element) => (element as never as HTMLElement).focus(), found);
}
