/** Every view, light and dark, can be read and used with assistive technology. */
import { expect, test } from "vitest";
import { LARGE, openApp, resize, type Theme } from "../app";
import { barriers } from "../axe";
import { showing } from "../find";
import { ALL_VIEWS, openVaried, VIEWS } from "../views";

/** Runs in the page: fields in sight that Tab never reaches. */
function fieldsBeyondTab(): string[] {
  const all = document.querySelectorAll<HTMLInputElement>("input, select, textarea");
  return [...all]
    .filter((field) => field.tabIndex < 0 && !field.disabled && field.getClientRects().length > 0)
    .map((field) => `beyond Tab: ${field.outerHTML.slice(0, 120)}`);
}

for (const theme of ["light", "dark"] satisfies Theme[]) {
  test(`no serious barrier in any view of a file, ${theme}`, ALL_VIEWS, async () => {
    const { app, folder } = await openVaried({ theme });
    const found: Record<string, string[]> = {};
    for (const view of VIEWS) {
      await resize(app, view.only ?? LARGE);
      await view.show(app, folder);
      const here = [...(await barriers(app)), ...(await app.browser.execute(fieldsBeyondTab))];
      if (here.length > 0) found[view.name] = here;
    }
    expect(found).toEqual({});
  });

  test(`no serious barrier where nothing is open, ${theme}`, async () => {
    const app = await openApp({ theme, recent: ["/etc/hosts"] });
    await showing(app, "hosts");
    expect(await barriers(app)).toEqual([]);
  });
}

test("the window follows the system's colours, unless it is told otherwise", async () => {
  const dark = await openApp({ theme: "dark" });
  const background = async (app: typeof dark) =>
    app.browser.execute(() => getComputedStyle(document.body).backgroundColor);
  const light = await openApp({
    theme: "dark",
    settings: { layout: JSON.stringify({ theme: "light" }) },
  });
  const brightness = (colour: string) => Number(/\d+/.exec(colour)?.[0]);
  expect(brightness(await background(dark))).toBeLessThan(64);
  expect(brightness(await background(light))).toBeGreaterThan(192);
});
