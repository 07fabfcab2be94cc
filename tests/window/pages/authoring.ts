/** Gestures: parameters from a place, the Job's tree, the gallery, scripts. */
import { changing, type App } from "../app";
import { control, press } from "../find";
import { chord, fill, typeText } from "../keys";
import { FORM } from "./design";

/** The card with every field of the Job. */
export async function tree(app: App): Promise<string> {
  const name = "Every field of the Job";
  const section = await control(app, { role: "region", name, within: FORM });
  return `[aria-labelledby="${await section.getAttribute("aria-labelledby")}"]`;
}

/** Looks for a field of the Job by some words, and goes to the first whose line begins so. */
export async function goToField(app: App, words: string, begin = words): Promise<void> {
  const within = await tree(app);
  const box = await control(app, { role: "combobox", name: "Search the Job's fields", within });
  await fill(app, box, words);
  await control(app, { role: "option", name: begin, begins: true, within });
  await chord(app, "Enter");
}

/** Gives the field of the tree that has the focus a value. */
export async function typeInto(app: App, label: string, value: string): Promise<void> {
  const within = await tree(app);
  const field = await control(app, { name: label, begins: true, within, role: "textbox" });
  await fill(app, field, value);
  await changing(app, () => chord(app, "Enter"));
}

/** Opens the gallery by its keys. */
export async function gallery(app: App): Promise<void> {
  await chord(app, "Control", "Shift", "t");
  await control(app, { role: "heading", name: "A new stage" });
}

export async function useTemplate(app: App, title: string): Promise<void> {
  await press(app, title, "[aria-label=Templates]", true);
  await press(app, `Use ${title}`);
  await control(app, { role: "region", name: "Stage", within: FORM });
}

/** Pastes something to make a stage of. */
export async function paste(app: App, source: string, help: string, text: string): Promise<void> {
  await press(app, source);
  const box = await control(app, { role: "textbox", name: help });
  await box.click();
  await typeText(app, text);
  await press(app, "Read it");
}
