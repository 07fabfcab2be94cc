/** Pictures of every view in both themes and sizes; and those of the README. */
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LARGE, openApp, photograph, picture, resize, SMALL, type Theme } from "../app";
import { press, showing } from "../find";
import * as design from "../pages/design";
import * as pod from "../pages/pod";
import * as preview from "../pages/preview";
import { ROOT, temporaryFolder } from "../place";
import { ALL_VIEWS, openVaried, VIEWS } from "../views";

const THEMES = ["light", "dark"] as const;
const SIZES = [LARGE, SMALL];

for (const theme of THEMES) {
  test(`every view is drawn, ${theme}`, ALL_VIEWS, async () => {
    const { app, folder } = await openVaried({ theme });
    for (const view of VIEWS) {
      const sizes = view.only ? [view.only] : SIZES;
      await resize(app, view.only ?? LARGE);
      await view.show(app, folder);
      for (const size of sizes) {
        await resize(app, size);
        if (view.top !== undefined) await pod.bringUp(app, view.top);
        await picture(app, `${view.name}-${theme}-${size.width}x${size.height}`);
        const beyond = await app.browser.execute(() => {
          const { scrollWidth, scrollTop } = document.documentElement;
          return Math.max(scrollWidth - window.innerWidth, scrollTop, document.body.scrollTop);
        });
        expect(beyond, `${view.name} fits into ${size.width} pixels`).toBeLessThanOrEqual(0);
      }
    }
  });

  test(`the window with nothing open is drawn, ${theme}`, async () => {
    const app = await openApp({ theme });
    await showing(app, "Open file…");
    for (const size of SIZES) {
      await resize(app, size);
      await picture(app, `empty-${theme}-${size.width}x${size.height}`);
    }
  });

  // It changes files of the repository, so it is only taken when asked for.
  if (process.env.WINDOW_PICTURES) {
    test(`the README's picture, ${theme}`, () => takeReadmePicture(theme));
  }
}

/** A value is followed to the Job: in light where it is filled in, in dark what is sent. */
async function takeReadmePicture(theme: Theme): Promise<void> {
  const path = join(await temporaryFolder(), "orca-local.yml");
  await copyFile(join(ROOT, "samples/orca-local.yml"), path);
  const settings = { layout: JSON.stringify({ problemsShown: false }) };
  const app = await openApp({ open: [path], theme, settings });
  await preview.give(app, "Phrase to say", "Good morning!");
  await preview.lineIs(app, "value: Good morning!");
  if (theme === "dark") await preview.show(app, "Submitted");
  await press(app, "hello › env PHRASE", await design.within(app, "Parameters"), true);
  await showing(app, "manifest.spec.template.spec.containers[0].env[0].value", "#field-help");
  const folder = join(ROOT, "docs/pictures");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `window-${theme}.png`), await photograph(app));
}
