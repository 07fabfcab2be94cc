/** The window with test runs in sight: with a kube context, checked, running. */
import { screen, waitFor, within } from "@testing-library/svelte";
import { expect } from "vitest";
import { openWindow, type Wishes } from "./window";

export async function opened(chosen: string | null, wishes: Wishes = {}) {
  const window = await openWindow({
    ...wishes,
    prepare: (fake) => {
      fake.runs.chosen = chosen;
      wishes.prepare?.(fake);
    },
  });
  const { app, user, fake } = window;
  await waitFor(() => expect(app.runs.contexts).not.toBeNull());
  await user.keyboard("{Control>}6{/Control}");
  const panel = within(screen.getByRole("region", { name: "Test run" }));
  return { ...window, panel, runs: fake.runs };
}

export async function checked(chosen: string, wishes: Wishes = {}) {
  const window = await opened(chosen, wishes);
  await window.user.click(window.panel.getByRole("button", { name: "Check before the run" }));
  await window.panel.findByRole("region", { name: "Found before the run" });
  const start = () =>
    window.panel.getByRole<HTMLButtonElement>("button", { name: `Run in ${chosen}` });
  return { ...window, start };
}

export async function started(wishes: Wishes = {}) {
  const window = await checked("kind-dev", wishes);
  await window.user.click(window.start());
  await waitFor(() => expect(window.runs.started).toHaveLength(1));
  window.runs.tell([{ kind: "submitted", id: "r1", changes: [] }]);
  return window;
}
