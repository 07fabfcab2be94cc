/** Test runs: the cluster is chosen, looked at, confirmed; the run is watched and stopped. */
import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { moment, shown, summary } from "../fake/runs";
import { marked, pieces, plain } from "../src/run/ansi";
import { expectAccessible, openWindow, type Wishes } from "./window";

async function opened(chosen: string | null, wishes: Wishes = {}) {
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

async function checked(chosen: string, wishes: Wishes = {}) {
  const window = await opened(chosen, wishes);
  await window.user.click(window.panel.getByRole("button", { name: "Check before the run" }));
  await window.panel.findByRole("region", { name: "Found before the run" });
  const start = () =>
    window.panel.getByRole<HTMLButtonElement>("button", { name: `Run in ${chosen}` });
  return { ...window, start };
}

async function started(wishes: Wishes = {}) {
  const window = await checked("kind-dev", wishes);
  await window.user.click(window.start());
  await waitFor(() => expect(window.runs.started).toHaveLength(1));
  window.runs.tell([{ kind: "submitted", id: "r1", changes: [] }]);
  return window;
}

describe("the kube context", () => {
  it("is chosen by the user alone, and stands in sight", async () => {
    const { panel, user, runs, container } = await opened(null);
    expect(screen.getByRole("button", { name: /Kube context: No kube context/ })).toBeTruthy();
    await expectAccessible(container);
    await user.click(panel.getByRole("button", { name: "Choose kind-dev" }));
    expect(await screen.findByRole("button", { name: /Kube context: kind-dev/ })).toBeTruthy();
    expect(runs.chosen).toBe("kind-dev");
    expect(await panel.findByText(/Kubernetes v1.34.4/)).toBeTruthy();
    await expectAccessible(container);
  });

  it("that means another cluster by now must be chosen anew", async () => {
    const { panel, user } = await opened("kind-dev", {
      prepare: (fake) => (fake.runs.moved = "The kube context kind-dev now leads elsewhere."),
    });
    expect(await panel.findByText(/now leads elsewhere/)).toBeTruthy();
    await user.click(panel.getByRole("button", { name: "Check" }));
    expect(panel.queryByRole("button", { name: "Check before the run" })).toBeNull();
    await user.click(panel.getByRole("button", { name: "Connection" }));
    await user.click(panel.getByRole("button", { name: "Choose it anew" }));
    expect(await panel.findByRole("button", { name: "Test run in kind-dev…" })).toBeTruthy();
  });

  it("that does not answer says why and what to do", async () => {
    const refused = { code: "failed" as const, message: "Nothing answers.", remedy: "Is it up?" };
    const { panel, user } = await opened("kind-dev", {
      prepare: (fake) => (fake.runs.refused = refused),
    });
    await user.click(panel.getByRole("button", { name: "Check before the run" }));
    expect((await panel.findByRole("alert")).textContent).toContain("Nothing answers.");
    expect(panel.getByText("Is it up?")).toBeTruthy();
  });

  it("that is read-only runs nothing", async () => {
    const { panel, user, start } = await checked("kind-dev");
    await user.click(panel.getByRole("button", { name: "Connection" }));
    await user.click(panel.getByRole("checkbox", { name: /Read-only/ }));
    await user.click(panel.getByRole("button", { name: "Check" }));
    await user.click(panel.getByRole("button", { name: "Check before the run" }));
    await panel.findByRole("region", { name: "Found before the run" });
    expect(start().disabled).toBe(true);
  });
});

describe("before a run", () => {
  it("a protected cluster wants its name typed", async () => {
    const { panel, user, start, runs } = await checked("shop-prod");
    expect(start().disabled).toBe(true);
    await user.type(panel.getByLabelText(/Type shop-prod/), "shop-prod");
    expect(start().disabled).toBe(false);
    await user.click(start());
    await waitFor(() => expect(runs.started[0]?.confirmed.kubeContext).toBe("shop-prod"));
  });

  it("a Job that would be deleted wants its name typed, and its UID goes along", async () => {
    const replaces = { name: "nightly", uid: "u7", owner: "spinnaker", minutes: 3 };
    const { panel, user, start, runs } = await checked("kind-dev", {
      prepare: (fake) => (fake.runs.found = { replaces }),
    });
    expect(start().disabled).toBe(true);
    await user.type(panel.getByLabelText(/A Job nightly of spinnaker/), "nightly");
    await user.click(start());
    await waitFor(() => expect(runs.started).toHaveLength(1));
    expect(runs.started[0]?.confirmed).toMatchObject({ job: "nightly", jobUid: "u7" });
  });

  it("expressions that are left are confirmed", async () => {
    const { panel, user, start } = await checked("kind-dev", {
      prepare: (fake) => (fake.runs.found = { expressions: ["spec.a"] }),
    });
    expect(start().disabled).toBe(true);
    await user.click(panel.getByRole("checkbox", { name: /these expressions/ }));
    expect(start().disabled).toBe(false);
  });

  it("what was found counts no more when something else is asked for", async () => {
    const { panel, user, container } = await checked("kind-dev");
    await expectAccessible(container);
    await user.type(panel.getByLabelText("Namespace"), "x");
    await waitFor(() =>
      expect(panel.queryByRole("region", { name: "Found before the run" })).toBeNull(),
    );
  });

  it("services that would send traffic, and what is missing, are said", async () => {
    const uses = [{ kind: "secret", name: "db", optional: false, there: false }];
    const problems = ["There is no secret db in spinnaker."];
    const { panel } = await checked("kind-dev", {
      prepare: (fake) => (fake.runs.found = { uses, problems, services: ["shop"] }),
    });
    expect(panel.getByRole("alert").textContent).toContain("There is no secret db");
    expect(panel.getByText("shop")).toBeTruthy();
    expect(panel.getByText("is not there")).toBeTruthy();
  });
});

describe("a run", () => {
  it("shows what happens, the log, the verdict and the outputs", async () => {
    const { panel, runs, container } = await started({
      prepare: (fake) => (fake.runs.logs["p.main.0.log"] = ["one", "\u001b[32mgreen\u001b[0m"]),
    });
    const log = { file: "p.main.0.log", pod: "p", container: "main", attempt: 0, lines: 2 };
    runs.tell([
      { kind: "moment", moment: moment("created") },
      { kind: "log", log: { ...log, missing: [] } },
    ]);
    expect(await panel.findByText("created")).toBeTruthy();
    const shownLog = await panel.findByRole("log");
    await waitFor(() => expect(shownLog.textContent).toContain("green"));
    const run = shown("r1");
    runs.tell([{ kind: "ended", run }]);
    expect(await panel.findByText("SUCCEEDED")).toBeTruthy();
    expect(panel.getByRole("button", { name: "Copy the expression for release" })).toBeTruthy();
    expect(panel.getByText("succeeded")).toBeTruthy();
    await expectAccessible(container);
  });

  it("is stopped, and forced only after a warning", async () => {
    const { panel, user, runs } = await started();
    await user.click(await panel.findByRole("button", { name: "Stop and clean up" }));
    expect(runs.stopped).toEqual([1]);
    await user.click(await panel.findByRole("button", { name: "Delete by force" }));
    expect(runs.forced).toEqual([]);
    expect(panel.getByRole("alert").textContent).toContain("may go on for a while");
    await user.click(panel.getByRole("button", { name: "Delete by force now" }));
    await waitFor(() => expect(runs.forced).toEqual([1]));
  });

  it("that cannot begin says why", async () => {
    const { panel, runs } = await started();
    const error = { code: "failed" as const, message: "You may not.", remedy: "Ask." };
    runs.tell([{ kind: "failed", error }]);
    expect((await panel.findByRole("alert")).textContent).toContain("You may not. Ask.");
  });

  it("goes on while something else is looked at", async () => {
    const { user, runs, app } = await started();
    await user.keyboard("{Escape}");
    expect(app.task).toBeNull();
    runs.tell([{ kind: "ended", run: shown("r1") }]);
    await waitFor(() => expect(app.said).toContain("succeeded"));
  });

  it("asks when the window is to be closed", async () => {
    const { user, runs } = await started();
    runs.closing(1);
    const asked = within(await screen.findByRole("alertdialog"));
    await user.click(asked.getByRole("button", { name: "Keep the window open" }));
    expect(screen.queryByRole("alertdialog")).toBeNull();
    runs.closing(1);
    await user.click(await screen.findByRole("button", { name: "Stop, clean up and close" }));
    await waitFor(() => expect(runs.leavings).toEqual(["stopped"]));
  });
});

describe("earlier runs", () => {
  const masked = shown("r2", {
    summary: summary("r2", { reason: "RunFailed", message: "no such host" }),
    parameters: [{ name: "PHRASE", text: "<masked>" }],
    masked: ["PHRASE"],
  });

  async function history() {
    const window = await opened("kind-dev", {
      prepare: (fake) => (fake.runs.history = [shown("r1"), masked]),
    });
    await window.user.click(window.panel.getByRole("button", { name: "History" }));
    await window.panel.findByRole("list", { name: "History" });
    return window;
  }

  it("are found, opened, and made again with masked values asked for", async () => {
    const { panel, user, runs, app, container } = await history();
    await expectAccessible(container);
    await user.type(panel.getByRole("searchbox"), "no such host");
    await user.click(panel.getByRole("button", { name: /no such host/ }));
    await user.click(await panel.findByRole("button", { name: "Run again" }));
    const field = await panel.findByLabelText("PHRASE");
    await user.type(field, "again");
    await user.click(panel.getByRole("button", { name: "Check before the run" }));
    await user.click(await panel.findByRole("button", { name: "Run in kind-dev" }));
    await waitFor(() => expect(runs.started).toHaveLength(1));
    expect(runs.started[0]?.request.values).toContainEqual({ name: "PHRASE", text: "again" });
    expect(app.runs.asked).toEqual([]);
  });

  it("are compared by twos", async () => {
    const { panel, user, runs } = await history();
    runs.differences = [{ path: "parameters.PHRASE", first: "hi", second: "<masked>" }];
    await user.click(panel.getByRole("checkbox", { name: "Compare run r1" }));
    await user.click(panel.getByRole("checkbox", { name: "Compare run r2" }));
    await user.click(panel.getByRole("button", { name: "Compare the two chosen" }));
    expect(await panel.findByText("parameters.PHRASE")).toBeTruthy();
  });

  it("that left something behind are cleaned up after one confirmation", async () => {
    const { user, runs } = await opened("kind-dev", {
      prepare: (fake) =>
        (fake.runs.left = [
          { run: "old", kubeContext: "kind-dev", server: "s", namespace: "n", since: "T" },
        ]),
    });
    await user.click(await screen.findByRole("button", { name: "Remove what is left" }));
    await waitFor(() => expect(runs.left).toEqual([]));
    expect(screen.queryByRole("button", { name: "Remove what is left" })).toBeNull();
  });
});

describe("a line of a log", () => {
  it("has its colours as classes, and nothing else acts", () => {
    expect(pieces("a \u001b[1;31mred\u001b[0m b")).toEqual([
      { text: "a ", looks: "" },
      { text: "red", looks: "ansi-red bold" },
      { text: " b", looks: "" },
    ]);
    expect(plain("<b>x</b>\r")).toBe("<b>x</b>");
    expect(plain("10%\r20%\u0007\u202eevil\u200b")).toBe("10%⟨CR⟩20%⟨BEL⟩⟨202E⟩evil⟨200B⟩");
    expect(plain("\u001b[2J\u001b]8;;http://x\u0007")).toBe("⟨ESC⟩[2J⟨ESC⟩]8;;http://x⟨BEL⟩");
    expect(pieces("\u001b[38;5;2mx\u001b[38;2;1;2;3my")).toEqual([
      { text: "x", looks: "ansi-green" },
      { text: "y", looks: "" },
    ]);
  });

  it("is marked where a text is found, across its colours", () => {
    const all = marked(pieces("one T\u001b[31mwo\u001b[0m three"), "two");
    expect(all.filter(({ hit }) => hit).map(({ text }) => text)).toEqual(["T", "wo"]);
    expect(all.map(({ text }) => text).join("")).toBe("one Two three");
  });
});
