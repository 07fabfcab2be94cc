/** The keyboard. */
import type { App } from "./app";
import { until } from "./until";

type Element = Awaited<ReturnType<WebdriverIO.Browser["$"]>>;

/** Presses keys together, such as `Control` and `s`. */
export async function chord({ browser }: App, ...keys: string[]): Promise<void> {
  await browser.keys(keys);
}

/** Puts the focus into a field, and a text in place of what it holds; not yet committed. */
export async function fill(app: App, field: Element, text: string): Promise<void> {
  // What was just changed may still move: a click can fall on what comes there.
  await until("the field has the focus", async () => {
    await field.click();
    return app.browser.execute(
      (element: HTMLElement) => document.activeElement === element,
      field as never,
    );
  });
  await chord(app, "Control", "a");
  await chord(app, "Delete");
  await typeText(app, text);
}

/** Puts a text in place of what a field holds, as pasting does: typing a long one takes minutes. */
export async function paste({ browser }: App, field: Element, text: string): Promise<void> {
  await browser.execute(
    (area: HTMLTextAreaElement, pasted: string) => {
      area.focus();
      area.value = pasted;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
    field as never,
    text,
  );
}

/**
 * Types a text, key by key, as fast as the window takes it. Each key goes up
 * before the next: `browser.keys` holds all of them, and loses doubled ones.
 */
export async function typeText({ browser }: App, text: string): Promise<void> {
  const typing = browser.action("key");
  for (const key of text) typing.down(key).up(key);
  if (text !== "") await typing.perform();
}
