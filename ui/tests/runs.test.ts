/** Test runs: the cluster is chosen, looked at, confirmed; the run is watched and stopped. */
import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import type { CommandError } from "../src/bindings";
import { context, moment, shown, summary } from "../fake/runs";
import { marked, pieces, plain } from "../src/run/ansi";
import { clock, when } from "../src/words";
import { checked, opened, started } from "./testRun";
import { expectAccessible } from "./window";

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

describe("the connection page", () => {
  it("reads the kubeconfig files anew", async () => {
    const { panel, user, runs } = await opened("kind-dev");
    runs.contexts = [...runs.contexts, context("made-since")];
    await user.click(panel.getByRole("button", { name: "Connection" }));
    expect(await panel.findByRole("button", { name: "Choose made-since" })).toBeTruthy();
  });

  it("shows no answer of a kube context that is not chosen any more", async () => {
    let refuse: (error: CommandError) => void = () => undefined;
    const { panel, user, fake, app } = await opened("kind-dev");
    await user.click(panel.getByRole("button", { name: "Connection" }));
    const answered = fake.commands.reachCluster;
    fake.commands.reachCluster = () => new Promise((_, reject) => (refuse = reject));
    await user.click(panel.getByRole("button", { name: "Test the connection" }));
    fake.commands.reachCluster = answered;
    await user.click(panel.getByRole("button", { name: "Choose shop-prod" }));
    expect(await panel.findByText(/Kubernetes v1.34.4/)).toBeTruthy();
    refuse({ code: "failed", message: "kind-dev does not answer.", remedy: "" });
    await waitFor(() => expect(app.runs.reaching).toBe(false));
    expect(panel.queryByText("kind-dev does not answer.")).toBeNull();
    expect(panel.getByText(/Kubernetes v1.34.4/)).toBeTruthy();
  });
});

describe("a time", () => {
  it("is the one here, with the day where that is not plain", () => {
    vi.stubEnv("TZ", "Asia/Kolkata");
    const at = "2026-01-01T20:41:07Z";
    expect(clock(at)).toBe("02:11:07");
    expect(when(at)).toBe("2026-01-02 02:11:07");
    expect([clock(""), when("T")]).toEqual(["", "T"]);
    vi.unstubAllEnvs();
  });
});

describe("the check before a run", () => {
  it("looks at the rights of Spinnaker's account where its name is given", async () => {
    const { panel, user, runs } = await opened("kind-dev", {
      prepare: (fake) => (fake.runs.found = { unknown: ["You may not list services in stage."] }),
    });
    await user.type(panel.getByLabelText(/Spinnaker's own account/), "spinnaker/clouddriver");
    await user.click(panel.getByRole("button", { name: "Check before the run" }));
    const rights = await panel.findByRole("list", { name: "May spinnaker/clouddriver" });
    expect(rights.textContent).toContain("create jobs");
    expect(runs.checked[0]?.request.spinnaker).toBe("spinnaker/clouddriver");
    expect(panel.getByText("You may not list services in stage.")).toBeTruthy();
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
    await waitFor(() => expect(runs.windowClosed).toBe(1));
    runs.closing(1);
    await user.click(await screen.findByRole("button", { name: "Close and leave it" }));
    await waitFor(() => expect(runs.leavings).toEqual(["stopped", "left"]));
  });

  it("keeps the window open if that is chosen while the run is stopped", async () => {
    const { user, runs, settled } = await started();
    let ended: () => void = () => undefined;
    runs.allStopped = new Promise((resolve) => (ended = resolve));
    runs.closing(1);
    await user.click(await screen.findByRole("button", { name: "Stop, clean up and close" }));
    await user.click(await screen.findByRole("button", { name: "Keep the window open" }));
    ended();
    await waitFor(() => expect(runs.leavings).toEqual(["stopped"]));
    await settled();
    expect(runs.windowClosed).toBe(0);
  });

  it("is run again as it was, whatever is looked at by then", async () => {
    const { panel, user, runs, app, settled } = await started();
    const buffer = app.active;
    const stage = buffer?.stage;
    runs.tell([{ kind: "ended", run: shown("r1") }]);
    buffer?.look(1);
    await settled();
    app.runs.wishes.keep = true;
    await user.click(await panel.findByRole("button", { name: "Run again" }));
    await user.click(await panel.findByRole("button", { name: "Run in kind-dev" }));
    await waitFor(() => expect(runs.started).toHaveLength(2));
    expect(runs.started[1]).toEqual(runs.started[0]);
    expect(buffer?.stage).toBe(stage);
  });

  it("shows how what was sent differs from what Spinnaker sends", async () => {
    const { panel, user, runs } = await started();
    const changes = [{ path: "metadata.name", was: null, now: '"a-x"', why: "its own" }];
    runs.tell([{ kind: "submitted", id: "r1", changes }]);
    await user.click(await panel.findByText("Sent with 1 change to make it safe"));
    expect(panel.getByRole("list", { name: "Changed to make it safe" }).textContent).toContain(
      'metadata.name set to "a-x"',
    );
  });

  it("says why a log cannot be read", async () => {
    const { panel, runs, fake } = await started();
    fake.commands.logPage = async () => {
      throw { code: "failed", message: "The log is gone.", remedy: "Run again." };
    };
    const log = { file: "p.main.0.log", pod: "p", container: "main", attempt: 0, lines: 2 };
    runs.tell([{ kind: "log", log: { ...log, missing: [] } }]);
    expect((await panel.findByRole("alert")).textContent).toContain("The log is gone. Run again.");
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
    const rows = () =>
      within(panel.getByRole("list", { name: "History" })).getAllByRole("listitem");
    expect(rows()).toHaveLength(2);
    await user.type(panel.getByRole("searchbox"), "no such host");
    expect(rows().map(({ textContent }) => textContent)).toEqual([
      expect.stringContaining("no such host"),
    ]);
    await user.click(panel.getByRole("button", { name: /no such host/ }));
    await user.click(await panel.findByRole("button", { name: "Run again" }));
    const field = await panel.findByLabelText("PHRASE");
    await user.type(field, "again");
    await user.click(panel.getByRole("button", { name: "Check before the run" }));
    await user.click(await panel.findByRole("button", { name: "Run in kind-dev" }));
    await waitFor(() => expect(runs.started).toHaveLength(1));
    expect(runs.started[0]?.request.values).toContainEqual({ name: "PHRASE", text: "again" });
    if (app.active) expect(app.runs.repeating.asked(app.active)).toEqual([]);
  });

  it("ask for what was masked in their own stage only", async () => {
    const { panel, user, app, settled } = await history();
    await user.click(panel.getByRole("button", { name: /no such host/ }));
    await user.click(await panel.findByRole("button", { name: "Run again" }));
    expect(await panel.findByLabelText("PHRASE")).toBeTruthy();
    app.active?.look(1);
    await settled();
    await waitFor(() => expect(panel.queryByLabelText("PHRASE")).toBeNull());
    expect(panel.queryByText(/once more/)).toBeNull();
    app.active?.look(0);
    expect(await panel.findByLabelText("PHRASE")).toBeTruthy();
  });

  const KEPT =
    "job:\n  preconfigured:\n    kubernetes:\n    - label: Then\n      type: echoPhrase\n";
  const again = { ...shown("r3").again, definition: KEPT, reruns: 2 };

  async function repeated(run: ReturnType<typeof shown>, changed = false) {
    const window = await opened("kind-dev", {
      prepare: (fake) => {
        fake.runs.history = [run];
        fake.runs.changed = changed;
      },
    });
    const { panel, user } = window;
    await user.click(panel.getByRole("button", { name: "History" }));
    await user.click(await panel.findByRole("button", { name: /It succeeded/ }));
    await user.click(await panel.findByRole("button", { name: "Run again" }));
    await screen.findByText(/once more/);
    return window;
  }

  it("are made again of what was kept where their file is gone", async () => {
    const gone = summary("r3", { file: "/w/gone.yml" });
    const { app, user, runs } = await repeated(shown("r3", { summary: gone, again }));
    expect([app.active?.path, app.active?.text]).toEqual([null, KEPT]);
    expect(app.notice).toBeNull();
    expect([app.runs.wishes.namespace, app.runs.wishes.reruns]).toEqual(["spinnaker", "2"]);
    await user.click(screen.getByRole("button", { name: "Check before the run" }));
    await user.click(await screen.findByRole("button", { name: "Run in kind-dev" }));
    await waitFor(() => expect(runs.started).toHaveLength(1));
    expect(runs.started[0]?.request.values).toContainEqual({ name: "PHRASE", text: "hi" });
  });

  it("are made again of the stage as it is now, or, on request, as it was then", async () => {
    const { app, user, container } = await repeated(shown("r3", { again }), true);
    expect(app.active?.path).toBe("/w/orca-local.yml");
    expect(screen.getByText(/has changed since/)).toBeTruthy();
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: "Take it as it was then" }));
    await waitFor(() => expect(app.active?.text).toBe(KEPT));
    expect(screen.queryByText(/has changed since/)).toBeNull();
  });

  it("say what they were given that is not kept, and for which release they were", async () => {
    const given = { ...again, given: ["a sample execution"], target: "1.36" };
    await repeated(shown("r3", { again: given }));
    expect(screen.getByText(/given a sample execution, of which nothing is kept/)).toBeTruthy();
    expect(screen.getByText(/It was for Spinnaker 1.36/)).toBeTruthy();
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
    expect(runs.forcedCleaning).toBe(0);
  });

  it("whose leftovers do not go are removed by force only after a warning", async () => {
    const { user, runs } = await opened("kind-dev", {
      prepare: (fake) => {
        fake.runs.left = [
          { run: "old", kubeContext: "kind-dev", server: "s", namespace: "n", since: "T" },
        ];
        fake.runs.lingering = ["pod p on node dead"];
      },
    });
    await user.click(await screen.findByRole("button", { name: "Remove what is left" }));
    await user.click(await screen.findByRole("button", { name: "Delete by force" }));
    expect(runs.forcedCleaning).toBe(0);
    expect(screen.getByRole("alert").textContent).toContain("may go on for a while");
    await user.click(screen.getByRole("button", { name: "Delete by force now" }));
    await waitFor(() => expect(runs.left).toEqual([]));
    expect(runs.forcedCleaning).toBe(1);
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
