/** The built app in a session of its own, with the surroundings a test gives it. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { remote } from "webdriverio";
import { startDriver, type Driver } from "./driver";
import { APPLICATION, SCREENSHOTS, temporaryFolder } from "./place";
import { until } from "./until";

export type Theme = "light" | "dark";

export interface Size {
  width: number;
  height: number;
}

export const LARGE: Size = { width: 1280, height: 800 };
export const SMALL: Size = { width: 960, height: 600 };

export interface Surroundings {
  /** What the app is started with: files and folders. */
  open?: readonly string[];
  /** The desktop's theme; the app follows it unless told otherwise. */
  theme?: Theme;
  size?: Size;
  /** Settings kept from an earlier start. */
  settings?: Record<string, string>;
  /** Files opened in an earlier start. */
  recent?: readonly string[];
  /** The kubeconfig; without it the app knows of no cluster. */
  kubeconfig?: string;
  /** The folder of the app's own data, if an earlier start left one. */
  data?: string;
  /** Another program than the app: for comparison, or one that starts it in straits. */
  program?: string;
  /** Whether to wait until the app has drawn itself, as it says; yes when not said. */
  waits?: boolean;
}

export interface App {
  browser: WebdriverIO.Browser;
  /** The folder of the app's own data. */
  data: string;
  /** Ends the session before the test ends, where many windows follow each other. */
  close: () => Promise<void>;
}

/** Opens the window; it is closed when the test ends. */
export async function openApp(surroundings: Surroundings = {}): Promise<App> {
  const { open = [], theme = "light", size = LARGE, settings = {}, recent = [] } = surroundings;
  const data = surroundings.data ?? (await temporaryFolder());
  if (surroundings.data === undefined) {
    await writeFile(join(data, "application.json"), JSON.stringify({ recent, settings }));
  }
  const driver = await startDriver({
    STAGE_DESIGNER_DATA: data,
    // Never the clusters of whoever runs the tests.
    KUBECONFIG: surroundings.kubeconfig ?? join(data, "no-kubeconfig"),
    GTK_THEME: theme === "dark" ? "Adwaita:dark" : "Adwaita",
    GTK_USE_PORTAL: "0",
    NO_AT_BRIDGE: "1",
    LC_ALL: "C.UTF-8",
  });
  onTestFinished(() => driver.stop());
  const browser = await begin(driver, [...open], surroundings.program);
  let closed = false;
  const close = async () => {
    if (closed) return;
    closed = true;
    // A test may have closed or killed the window, and the session with it.
    await browser.deleteSession().catch(() => undefined);
    driver.stop();
  };
  onTestFinished(close);
  const app = { browser, data, close };
  onTestFinished(async ({ task }) => {
    if (task.result?.state !== "fail" || closed) return;
    // A window that is gone has no picture; that is not what failed.
    await picture(app, join("failed", task.name)).catch(() => undefined);
  });
  if (surroundings.waits === false) return app;
  await resize(app, size);
  await until("the window has drawn itself", () =>
    browser.execute(() => document.documentElement.dataset.rendered !== undefined),
  );
  return app;
}

export interface OpenedText {
  app: App;
  /** The file's folder, which is the test's own. */
  folder: string;
  path: string;
}

/** Opens the window on a profile with this text. */
export async function openText(
  text: string | Buffer,
  surroundings: Surroundings = {},
  name = "orca-local.yml",
): Promise<OpenedText> {
  const folder = await temporaryFolder();
  const path = join(folder, name);
  await writeFile(path, text);
  const app = await openApp({ open: [path], ...surroundings });
  await until("the file is open", () =>
    app.browser.execute(() => document.documentElement.dataset.rendered !== ""),
  );
  return { app, folder, path };
}

async function begin(
  driver: Driver,
  args: string[],
  application = APPLICATION,
): Promise<WebdriverIO.Browser> {
  // No browserName: WebKitWebDriver would find that it does not match.
  const capabilities = {
    "wdio:enforceWebDriverClassic": true,
    "tauri:options": { application, args },
  };
  try {
    return await remote({
      hostname: "127.0.0.1",
      port: driver.port,
      logLevel: "silent",
      connectionRetryCount: 0,
      capabilities: capabilities as WebdriverIO.Capabilities,
    });
  } catch (error) {
    throw new Error(`No session with ${application}: ${String(error)}\n${driver.output()}`);
  }
}

/** Gives the page this size; there is no frame around it. */
export async function resize({ browser }: App, { width, height }: Size): Promise<void> {
  await browser.setWindowRect(null, null, width, height);
  await until(
    `the window is ${width} × ${height}`,
    () =>
      browser.execute((w, h) => window.innerWidth === w && window.innerHeight === h, width, height),
    () => browser.execute(() => [window.innerWidth, window.innerHeight]),
  );
}

/**
 * Takes a picture of the whole page; the bytes of a PNG. WebKit waits for the
 * next frame, which never comes where nothing moves: so a pixel that nobody
 * can see is stirred meanwhile.
 */
export async function photograph({ browser }: App): Promise<Buffer> {
  await browser.execute(() => {
    const pixel = document.createElement("i");
    pixel.id = "stirred";
    pixel.style.cssText = "position: fixed; inset: auto 0 0 auto; width: 1px; height: 1px";
    document.body.append(pixel);
    let odd = false;
    const stir = () => {
      odd = !odd;
      pixel.style.backgroundColor = `rgb(0 0 0 / ${odd ? 0.02 : 0})`;
      if (pixel.isConnected) requestAnimationFrame(stir);
    };
    stir();
  });
  try {
    return Buffer.from(await browser.takeScreenshot(), "base64");
  } finally {
    await browser.execute(() => document.getElementById("stirred")?.remove());
  }
}

/** Takes a picture and keeps it among the screenshots. */
export async function picture(app: App, name: string): Promise<void> {
  const path = join(SCREENSHOTS, `${name.replaceAll(/[^\w/-]+/g, "-")}.png`);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, await photograph(app));
}

/** The version of the text that is on the screen, with its preview; -1 for none. */
export async function version({ browser }: App): Promise<number> {
  const { rendered, previewed } = await browser.execute(() => ({
    ...document.documentElement.dataset,
  }));
  if (!rendered || !`${previewed}:`.startsWith(`${rendered}:`)) return -1;
  return Number(rendered.split(":")[1]);
}

/** Does something that changes the text, and waits until its consequences show. */
export async function changing(app: App, act: () => Promise<unknown>): Promise<void> {
  const before = await until("the text and its preview are in step", async () => {
    const now = await version(app);
    return now >= 0 && now;
  });
  await act();
  await until(
    `a version of the text after ${before}`,
    async () => (await version(app)) > before,
    () => app.browser.execute(() => ({ ...document.documentElement.dataset })),
  );
}
