/** Before a test run: what must be confirmed, and that what is started is what was checked. */
import { waitFor, type within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { App } from "../src/state/app.svelte";
import { checked, opened, started } from "./testRun";
import { expectAccessible, sample } from "./window";

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

  it("a refusal counts no more when something else is asked for", async () => {
    const refused = { code: "failed" as const, message: "Nothing answers.", remedy: "Is it up?" };
    const { panel, user, app } = await opened("kind-dev", {
      prepare: (fake) => (fake.runs.refused = refused),
    });
    const said = () => panel.queryByText("Nothing answers.");
    await user.click(panel.getByRole("button", { name: "Check before the run" }));
    await waitFor(() => expect(said()).not.toBeNull());
    app.runs.wishes.keep = true;
    await waitFor(() => expect(said()).toBeNull());
    // What it was about is wished for again, and has not been asked anew.
    app.runs.wishes.keep = false;
    await waitFor(() => expect(said()).not.toBeNull());
    expect(app.active && app.runs.mayStart(app.active)).toBe(false);
  });

  const foundBefore = (panel: ReturnType<typeof within>) =>
    panel.queryByRole("region", { name: "Found before the run" });

  it.each([
    ["the text is another", (app: App) => app.active?.replace(`${sample}# more\n`)],
    ["another stage is looked at", (app: App) => app.active?.look(1)],
    ["a value is another", (app: App) => app.active && app.author.set(app.active, "PHRASE", "new")],
    ["it is for another release", (app: App) => (app.author.target = "1.34")],
    ["something else is wished for", (app: App) => (app.runs.wishes.keep = true)],
  ])("what was checked is not started when %s, wherever that was changed", async (_, change) => {
    const { panel, user, app, runs, settled } = await checked("kind-dev");
    // The page of the check is not in sight while it happens.
    await user.click(panel.getByRole("button", { name: "History" }));
    change(app);
    await settled();
    await user.click(panel.getByRole("button", { name: "Check" }));
    await panel.findByRole("button", { name: "Check before the run" });
    expect(foundBefore(panel)).toBeNull();
    expect(app.active && app.runs.mayStart(app.active)).toBe(false);
    if (app.active) await app.runs.start(app.active);
    expect(runs.started).toEqual([]);
  });

  it("a text that the engine has not heard of yet is not started with an older check", async () => {
    const { app, runs, start } = await checked("kind-dev");
    const button = start();
    app.active?.replace(`${sample}# more\n`);
    button.click();
    await waitFor(() => expect(app.notice?.text).toContain("changed since the check"));
    expect(runs.started).toEqual([]);
  });

  it("an answer that comes when something else is asked for starts nothing", async () => {
    let answer: () => void = () => undefined;
    const { panel, user, app, runs } = await opened("kind-dev", {
      prepare: (fake) => (fake.runs.answers = new Promise((resolve) => (answer = resolve))),
    });
    await user.click(panel.getByRole("button", { name: "Check before the run" }));
    await waitFor(() => expect(runs.checked).toHaveLength(1));
    app.active?.look(1);
    answer();
    await waitFor(() => expect(app.runs.checking).toBe(false));
    expect(foundBefore(panel)).toBeNull();
    expect(panel.queryByRole("button", { name: "Run in kind-dev" })).toBeNull();
  });

  it("what is started is what was checked, to the version of the text", async () => {
    const { runs } = await started();
    const [asked] = runs.checked;
    const [sent] = runs.started;
    expect(asked && sent).toBeTruthy();
    expect({ version: sent?.version, request: sent?.request }).toEqual(asked);
    expect(sent?.request.kubeContext).toBe("kind-dev");
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
