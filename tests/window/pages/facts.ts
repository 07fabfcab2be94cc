/** What Spinnaker does around a stage. */
import type { App } from "../app";
import { control, press, shownText } from "../find";
import { until } from "../until";

export const PANEL = 'section[aria-label="Around the stage"]';

export type Page = "Outputs" | "Log link" | "Deck's list" | "Installation" | "Upgrade";

export async function open(app: App, page: Page): Promise<void> {
  await press(app, "Around the stage", "[role=toolbar]");
  await press(app, page, PANEL);
}

/** Pastes a text into a field, as the clipboard would. */
export async function paste(app: App, label: string, text: string): Promise<void> {
  const field = await control(app, { role: "textbox", name: label });
  await app.browser.execute(
    (element, value) => {
      const area = element as unknown as HTMLTextAreaElement;
      area.focus();
      area.value = value;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
    field,
    text,
  );
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
