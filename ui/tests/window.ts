/** The whole window over the stand-in, for tests through its roles and names. */
import { render, screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { expect } from "vitest";
import { Fake } from "../fake/platform";
import sample from "../fake/orca-local.yml?raw";
import { extensions } from "../src/editor/extensions";
import Window from "../src/shell/App.svelte";
import { App } from "../src/state/app.svelte";
import { start } from "../src/state/files";

export const PATH = "/w/orca-local.yml";
export { sample };

export interface Opened {
  app: App;
  fake: Fake;
  user: ReturnType<typeof userEvent.setup>;
  container: HTMLElement;
  /** The text of the file that is shown. */
  text: () => string;
  /** When the screen shows what the engine knows. */
  settled: () => Promise<void>;
  form: () => ReturnType<typeof within>;
  /** A file of the stand-in's disk. */
  disk: (path?: string) => string | undefined;
}

export interface Wishes {
  text?: string;
  mode?: string;
  width?: number;
  empty?: boolean;
  prepare?: (fake: Fake) => void;
}

export async function openWindow(wishes: Wishes = {}): Promise<Opened> {
  const fake = new Fake({ [PATH]: wishes.text ?? sample });
  if (!wishes.empty) fake.startWith = [PATH];
  fake.recent = [PATH];
  fake.settings.layout = JSON.stringify({ mode: wishes.mode ?? "design" });
  globalThis.innerWidth = wishes.width ?? 1280;
  wishes.prepare?.(fake);
  const app = new App(fake, extensions);
  await app.layout.load();
  await start(app);
  const { container } = render(Window, { app });
  const settled = async () => {
    await app.active?.sync.settled();
    const active = app.active;
    if (!active) return;
    await waitFor(() =>
      expect(document.documentElement.dataset.rendered).toBe(`${active.id}:${active.version}`),
    );
  };
  await settled();
  return {
    app,
    fake,
    container,
    settled,
    user: userEvent.setup({ pointerEventsCheck: 0, delay: null }),
    text: () => app.active?.text ?? "",
    form: () => within(screen.getByRole("form")),
    disk: (path = PATH) => fake.disk[path],
  };
}

/** The preview line with this text. */
export async function line(text: string): Promise<HTMLElement> {
  const found = () =>
    [...document.querySelectorAll<HTMLElement>("#preview-lines [role=option]")].find((line) =>
      line.textContent.includes(text),
    );
  await waitFor(() => expect(found(), `a line with ${text}`).toBeDefined());
  return found() as HTMLElement;
}

/** Structure only: colours are checked in the real window. */
export async function expectAccessible(container: HTMLElement): Promise<void> {
  const { violations } = await axe.run(container, {
    rules: { "color-contrast": { enabled: false }, region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual([]);
}
