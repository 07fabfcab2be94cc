/** Test runs: the kube context, the check, the run, those before it. */
import type { App } from "../app";
import { control, gone, press, showing } from "../find";
import { chord, fill } from "../keys";
import { until } from "../until";

const PANEL = "section.runs";

export async function open(app: App): Promise<void> {
  // The file is open as soon as it can be run.
  await control(app, { role: "button", name: "Test run", begins: true, within: "[role=toolbar]" });
  await chord(app, "Control", "6");
  await control(app, { role: "region", name: "Test run" });
}

export async function page(app: App, name: string): Promise<void> {
  await press(app, name, `${PANEL} header`);
}

export async function choose(app: App, context: string): Promise<void> {
  await page(app, "Connection");
  await press(app, `Choose ${context}`, PANEL);
  await control(app, { name: `Kube context: ${context}`, begins: true });
}

/** Looks before the run, and waits for what is found. */
export async function check(app: App): Promise<void> {
  await page(app, "Check");
  await press(app, "Check before the run", PANEL);
  await control(app, { role: "region", name: "Found before the run", within: PANEL });
}

export async function start(app: App, context: string): Promise<void> {
  await press(app, `Run in ${context}`, PANEL);
  await showing(app, "Running", `${PANEL} .phase`);
}

/** Whether the run may be started. */
export async function mayStart(app: App, context: string): Promise<boolean> {
  const button = await control(app, { role: "button", name: `Run in ${context}`, within: PANEL });
  return button.isEnabled();
}

export async function type(app: App, label: string, text: string): Promise<void> {
  const field = await control(app, { role: "textbox", name: label, within: PANEL });
  await fill(app, field, text);
}

/** What the log shows now. */
export async function log({ browser }: App): Promise<string> {
  return browser.execute(() => document.querySelector<HTMLElement>("[role=log]")?.innerText ?? "");
}

export async function logShows(app: App, text: string): Promise<void> {
  await until(
    `the log shows ${text}`,
    async () => (await log(app)).includes(text),
    () => log(app),
  );
}

export async function ended(app: App, how: string): Promise<void> {
  await showing(app, how, `${PANEL} .phase`);
  await gone(app, { role: "button", name: "Stop and clean up", within: PANEL });
}

/** Lines of the log that the window knows of. */
export async function lines({ browser }: App): Promise<number> {
  return browser.execute(() =>
    Number(document.querySelector<HTMLElement>("[role=log]")?.dataset.total ?? "0"),
  );
}

/** Presses a button that closes the window, and waits until it is closed. */
export async function closeBy(app: App, name: string): Promise<void> {
  const button = await control(app, { role: "button", name });
  // The session may end before the click is answered.
  await button.click().catch(() => undefined);
  await until("the window is closed", async () => {
    try {
      return (await app.browser.getWindowHandles()).length === 0;
    } catch {
      return true;
    }
  });
}
