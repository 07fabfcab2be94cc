/** The parts of the pod that have forms of their own. */
import { changing, type App } from "../app";
import { control, press } from "../find";
import { fill } from "../keys";
import { FORM } from "./design";

/** A selector of something by its role and label, such as a group. */
async function part(app: App, role: string, name: string): Promise<string> {
  const found = await control(app, { role, name, within: FORM });
  const by = await found.getAttribute("aria-labelledby");
  return by === null ? `${FORM} [aria-label="${name}"]` : `${FORM} [aria-labelledby="${by}"]`;
}

/** Opens a section by its title, and gives its selector. */
export async function section(app: App, title: string): Promise<string> {
  const within = await part(app, "group", title);
  const button = app.browser.$(`${within} > button`);
  if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
  return within;
}

/** Opens the form for something new, and gives its selector. */
export async function newForm(app: App, link: string, title: string): Promise<string> {
  await press(app, link, FORM);
  await control(app, { name: title, within: FORM });
  return `${FORM} form[aria-label="${title}"]`;
}

export async function give(app: App, form: string, label: string, text: string): Promise<void> {
  await fill(app, await control(app, { role: "textbox", name: label, within: form }), text);
}

/** Presses a form's own button; the text follows. */
export async function send(app: App, form: string, button = "Add"): Promise<void> {
  await changing(app, () => press(app, button, form));
}

/** Brings a group to the top of what is in sight. */
export async function bringUp(app: App, title: string): Promise<void> {
  const group = app.browser.$(await part(app, "group", title));
  await group.scrollIntoView({ block: "start" });
}

/** Chooses from a row's menu. */
export async function fromMenu(app: App, row: string, item: string): Promise<void> {
  await press(app, `More for ${row}`, FORM);
  const entry = await control(app, { role: "menuitem", name: item, within: FORM });
  await entry.click();
}
