import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { asks, FORMS, installerOf, usualWrapping } from "../src/export/forms";
import { m } from "../src/messages";
import { runCommand } from "../src/shell/commands";
import { expectAccessible, openWindow, type Opened } from "./window";

describe("the export wizard", () => {
  it("asks for the names that the form needs, and says where the file goes", async () => {
    const { app, user, container } = await openWindow();
    app.task = { kind: "export" };
    const form = await screen.findByRole("combobox", { name: "Form" });
    expect(screen.queryByRole("textbox", { name: "Namespace" })).toBeNull();
    await user.selectOptions(form, "configmap");
    await user.type(screen.getByRole("textbox", { name: "Namespace" }), "spin");
    await user.selectOptions(screen.getByRole("combobox", { name: "Kept in" }), "secretText");
    await user.click(screen.getByText("Where it goes: kustomize"));
    expect(await screen.findByText("where kustomize looks")).toBeTruthy();
    await user.selectOptions(screen.getByRole("combobox", { name: "Installed by" }), "operator");
    expect(await screen.findByText("where operator looks")).toBeTruthy();
    await expectAccessible(container);
  });

  it("knows each form", () => {
    for (const form of FORMS) {
      const wraps = Object.values(asks(form)).some(Boolean);
      const bare = ["profile", "plugin", "fragment"].includes(form);
      expect(wraps, form).toBe(!bare);
    }
    expect(installerOf("plugin")).toBeNull();
    expect(usualWrapping().key).toBe("orca-local.yml");
  });
});

describe("what runs", () => {
  it("is compared stage by stage", async () => {
    const { app, fake, user } = await openWindow();
    fake.differences = [
      {
        stageType: "echo",
        differs: "values",
        values: [{ path: "label", here: '"A"', running: null }],
      },
      { stageType: "old", differs: "onlyRunning", values: [] },
    ];
    runCommand(app, "running");
    await user.type(await screen.findByRole("textbox", { name: "What runs" }), "x");
    await user.click(screen.getByRole("button", { name: "Compare" }));
    const row = await screen.findByRole("row", { name: /label/ });
    expect(within(row).getByText("not set")).toBeTruthy();
    expect(screen.getByText(/runs, and is not in this file/)).toBeTruthy();
  });
});

describe("a kube context that was chosen by another window", () => {
  const meanwhile = async () => {
    const window = await openWindow({ prepare: (fake) => (fake.runs.chosen = "kind-dev") });
    const { app, fake } = window;
    await waitFor(() => expect(app.runs.ready).toBe(true));
    return { ...window, other: () => (fake.runs.chosen = "shop-prod") };
  };
  const refusal = "shop-prod is chosen now, not kind-dev";

  it("is not asked what it runs", async () => {
    const { app, user, other } = await meanwhile();
    runCommand(app, "running");
    const read = await screen.findByRole("button", { name: "Read from kind-dev" });
    other();
    await user.click(read);
    expect((await screen.findByRole("alert")).textContent).toContain(refusal);
  });

  it("is not asked for its Jobs, and gives none", async () => {
    const { app, user, fake, other } = await meanwhile();
    fake.runs.jobs = [{ cron: false, name: "nightly", image: "a/b:1", created: "2026-11-01" }];
    runCommand(app, "gallery");
    await user.click(await screen.findByRole("button", { name: m.clusterSource() }));
    await user.click(await screen.findByRole("button", { name: m.clusterList() }));
    const job = await screen.findByRole("button", { name: /nightly/ });
    other();
    await user.click(job);
    expect((await screen.findByRole("alert")).textContent).toContain(refusal);
    await user.click(screen.getByRole("button", { name: m.clusterList() }));
    await waitFor(() => expect(screen.queryByRole("button", { name: /nightly/ })).toBeNull());
    expect((await screen.findByRole("alert")).textContent).toContain(refusal);
  });
});

/** Types into a field of the form and leaves it. */
async function fill(user: Opened["user"], name: string, text: string): Promise<void> {
  const field = await screen.findByRole("textbox", { name });
  await user.click(field);
  await user.keyboard(text);
  await user.tab();
}

describe("webhook and Titus stages", () => {
  it("are begun by a command and filled in by form", async () => {
    const { app, user, settled } = await openWindow({
      text: "job:\n  preconfigured:\n    titus:\n      - label: T\n        type: t\n        cluster:\n          retries: 0\nwebhook:\n  preconfigured:\n    - label: A\n      type: a\n",
    });
    runCommand(app, "newWebhook");
    await waitFor(() => expect(app.active?.stages).toHaveLength(3));
    await settled();
    // Its label is what is typed first.
    const focused = () => (document.activeElement as HTMLInputElement).value;
    await waitFor(() => expect(focused()).toBe("New webhook"));
    await fill(user, "URL", "https://a.example");
    await waitFor(() => expect(app.active?.text).toContain("url: https://a.example"));
    if (app.active) app.showStage(app.active, 0, "files");
    await settled();
    await fill(user, "Image", "a/b:1");
    await waitFor(() => expect(app.active?.text).toContain("imageId: a/b:1"));
    runCommand(app, "newTitus");
    await waitFor(() => expect(app.active?.stages).toHaveLength(4));
  });

  it("show the request as it would be sent", async () => {
    const { app, fake, user } = await openWindow({
      text: "webhook:\n  preconfigured:\n    - label: Hook\n      type: hook\n      url: http://a\n",
      prepare: (fake) => {
        fake.answer = { ...fake.answer, status: "302 Found", body: "<i>moved</i>" };
        fake.request = {
          create: {
            method: "PUT",
            url: "https://example.com/main",
            headers: [["Accept", "text/plain"]],
            refused: ["X-Spinnaker-User"],
            payload: '{"a": 1}',
          },
          cancel: null,
          course: ["The request is sent."],
          notes: [],
        };
      },
    });
    expect(app.active?.stages[0]?.kind).toBe("webhook");
    expect(await screen.findByText("https://example.com/main")).toBeTruthy();
    expect(screen.getByText("Orca leaves out X-Spinnaker-User.")).toBeTruthy();
    expect(screen.getByText("The request is sent.")).toBeTruthy();

    // It is sent only to an address that was confirmed, and the answer is text.
    await user.click(screen.getByRole("button", { name: "Send it once…" }));
    expect(fake.sent).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Send to example.com" }));
    await waitFor(() => expect(fake.sent).toEqual(["https://example.com/main"]));
    expect(await screen.findByText("302 Found, after 1 ms")).toBeTruthy();
    expect(screen.getByText("<i>moved</i>")).toBeTruthy();
    expect(screen.getByText("A redirect: Orca may follow it, this did not.")).toBeTruthy();
  });
});
