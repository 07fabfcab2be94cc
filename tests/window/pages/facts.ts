/** What Spinnaker does around a stage. */
import type { App } from "../app";
import { control, press, shownText } from "../find";
import * as keys from "../keys";
import { until } from "../until";

export const PANEL = 'section[aria-label="Around the stage"]';

export type Page = "Outputs" | "Log link" | "Deck's list" | "Installation" | "Upgrade";

export async function open(app: App, page: Page): Promise<void> {
  await press(app, "Around the stage", "[role=toolbar]");
  await press(app, page, PANEL);
}

export async function paste(app: App, label: string, text: string): Promise<void> {
  await keys.paste(app, await control(app, { role: "textbox", name: label }), text);
}

/** The texts of a list's items. */
export async function items(app: App, label: string): Promise<string[]> {
  return app.browser.execute((name) => {
    const list = document.querySelector(`[aria-label="${name}"]`);
    return [...(list?.children ?? [])].map((item) =>
      (item.textContent ?? "").replace(/\s+/g, " ").trim(),
    );
  }, label);
}

/** Waits until a list has an item that fits. */
export async function item(app: App, label: string, fits: RegExp): Promise<string> {
  return until(
    `${label} has an item ${String(fits)}`,
    async () => (await items(app, label)).find((text) => fits.test(text)),
    () => shownText(app, PANEL),
  );
}
