/** Files and their stages, on the left. */
import type { App } from "../app";
import { until } from "../until";

export interface Row {
  /** 1 for files, 2 for stages. */
  level: number;
  name: string;
}

export async function rows({ browser }: App): Promise<Row[]> {
  return browser.execute(() =>
    [...document.querySelectorAll<HTMLElement>("[role=treeitem]")].map((row) => ({
      level: Number(row.getAttribute("aria-level")),
      name: (row.textContent ?? "").replace(/\s+/g, " ").trim(),
    })),
  );
}

/** Goes to a file or a stage by the beginning of its name. */
export async function choose(app: App, name: string): Promise<void> {
  const row = await until(
    `a row ${name}`,
    () =>
      app.browser.execute((wanted) => {
        const all = [...document.querySelectorAll<HTMLElement>("[role=treeitem]")];
        return all.find((row) => row.textContent?.trim().startsWith(wanted)) as never;
      }, name),
    () => rows(app),
  );
  await app.browser.$(row).click();
}
