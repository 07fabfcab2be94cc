/** Finding what is on the screen as a screen reader would: by role and name. */
import { until } from "./until";
import type { App } from "./app";

export interface Wanted {
  role?: string;
  /** The whole accessible name; hints after a label may be left out. */
  name: string;
  /** Whether the name only has to begin so. */
  begins?: boolean;
  /** A CSS selector of what it lies in. */
  within?: string;
}

type Reference = Record<string, string>;

interface Looked {
  found: Reference | null;
  names: string[];
}

/** Runs in the page: every control of the role, with its name. */
function look(role: string | null, name: string, begins: boolean, within: string | null): unknown {
  const ROLES: Record<string, string> = {
    BUTTON: "button",
    TEXTAREA: "textbox",
    SELECT: "combobox",
    SECTION: "region",
    H2: "heading",
  };
  const INPUTS: Record<string, string> = { checkbox: "checkbox", radio: "radio" };
  const roleOf = (element: HTMLElement) =>
    element.getAttribute("role") ??
    (element instanceof HTMLInputElement
      ? (INPUTS[element.type] ?? "textbox")
      : (ROLES[element.tagName] ?? ""));
  const squeeze = (text: string) => text.replace(/\s+/g, " ").trim();
  const own = (element: Element) =>
    squeeze(
      [...element.childNodes].map((node) => (node.nodeType === 3 ? node.nodeValue : "")).join(" "),
    );
  const namesOf = (element: HTMLElement): string[] => {
    const said = element.getAttribute("aria-label");
    if (said !== null) return [said];
    const by = element.getAttribute("aria-labelledby");
    if (by !== null) return [squeeze(document.getElementById(by)?.textContent ?? "")];
    const label = (element as HTMLInputElement).labels?.[0];
    const first = squeeze(label?.firstElementChild?.textContent ?? "");
    if (label) return [own(label) || first || squeeze(label.textContent)];
    return [squeeze(element.textContent ?? ""), own(element)];
  };
  const root = within === null ? document : document.querySelector(within);
  const all = root?.querySelectorAll<HTMLElement>(
    "button, input, textarea, select, section, h2, [role], [aria-label]",
  );
  const shown = [...(all ?? [])].filter(
    (element) => (role === null || roleOf(element) === role) && element.getClientRects().length > 0,
  );
  const fits = (said: string) => (begins ? said.startsWith(name) : said === name);
  const found = shown.find((element) => namesOf(element).some(fits)) ?? null;
  return { found, names: shown.map((element) => namesOf(element)[0]) };
}

async function looked(app: App, wanted: Wanted): Promise<Looked> {
  const { role = null, name, begins = false, within = null } = wanted;
  return (await app.browser.execute(look, role, name, begins, within)) as Looked;
}

/** The one that is there now; `null` when there is none. */
export async function present(app: App, wanted: Wanted) {
  const { found } = await looked(app, wanted);
  return found && app.browser.$(found as never);
}

/** Waits until it is there. */
export async function control(app: App, wanted: Wanted) {
  return until(
    `there is ${described(wanted)}`,
    () => present(app, wanted),
    async () => (await looked(app, wanted)).names,
  );
}

/** Waits until it is not there. */
export async function gone(app: App, wanted: Wanted): Promise<void> {
  await until(`${described(wanted)} is gone`, async () => (await present(app, wanted)) === null);
}

function described({ role, name, within }: Wanted): string {
  return `${role ?? "anything"} "${name}"${within === undefined ? "" : ` in ${within}`}`;
}

/** Presses a button as soon as it can be pressed. */
export async function press(app: App, name: string, within?: string, begins = false) {
  await until(`"${name}" can be pressed`, async () => {
    const button = await control(app, { role: "button", name, within, begins });
    if (!(await button.isEnabled())) return false;
    await button.click();
    return true;
  });
}

/** Chooses an entry of a drop-down list by its value. */
export async function choose(app: App, name: string, value: string, within?: string) {
  const list = await control(app, { role: "combobox", name, within });
  await list.selectByAttribute("value", value);
}

/** The text that is visible on the whole page, or in a part of it. */
export async function shownText({ browser }: App, within = "body"): Promise<string> {
  return browser.execute(
    (selector) => document.querySelector<HTMLElement>(selector)?.innerText ?? "",
    within,
  );
}

/** Waits until a text is visible. */
export async function showing(app: App, text: string | RegExp, within = "body") {
  await until(
    `${String(text)} is shown`,
    async () => {
      const shown = await shownText(app, within);
      return typeof text === "string" ? shown.includes(text) : text.test(shown);
    },
    () => shownText(app, within),
  );
}
