import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { Preview } from "../src/bindings";
import canned from "./fixtures/preview.json";
import { expectAccessible, line, openWindow, PATH, sample } from "./window";

const problems = () => within(screen.getByRole("region", { name: "Problems" }));
const preview = () => within(screen.getByRole("region", { name: "Preview" }));

describe("the preview", () => {
  it("shows each parameter as Deck does, and what a value does to the Job", async () => {
    const { user, settled } = await openWindow();
    const input = preview().getByLabelText("Phrase to say") as HTMLInputElement;
    expect(input.value).toBe("Hello world!");
    await user.clear(input);
    await user.type(input, "Good morning");
    await settled();
    expect((await line("value: Good morning")).textContent).toContain("from PHRASE");
  });

  it("tells an empty text that was set from a default that was left", async () => {
    const { user, app } = await openWindow();
    const input = preview().getByLabelText("Phrase to say") as HTMLInputElement;
    await user.clear(input);
    expect(app.active && app.author.values(app.active)).toEqual({ PHRASE: "" });
    expect(preview().getByText("set to an empty text")).toBeTruthy();
    await user.click(preview().getByRole("button", { name: "Reset to default: PHRASE" }));
    expect(app.active && app.author.values(app.active)).toEqual({});
    expect(input.value).toBe("Hello world!");
  });

  it("says what went wrong with a parameter, in Spinnaker's words", async () => {
    await openWindow();
    await waitFor(() =>
      expect(preview().getByText("Invalid index 1 for list containers")).toBeTruthy(),
    );
  });

  const withCanned = () =>
    openWindow({
      prepare(fake) {
        fake.commands.preview = async (_buffer, version) =>
          ({ ...canned, version }) as unknown as Preview;
      },
    });

  it("marks every kind of line and says why", async () => {
    await withCanned();
    await line("label: Echo");
    const lines = [...document.querySelectorAll("#preview-lines [role=option]")];
    expect(lines.map(({ textContent }) => textContent.trim().replace(/ +/g, " "))).toEqual([
      "1 label: Echo",
      "2 added: waitForCompletion: true Orca's default",
      "dropped: podReplacementPolicy: Failed not in client-java 19",
      "3 changed: cpu: 500m from 0.5",
      "4 changed: value: Good morning from PHRASE",
      "5 failed: args: ${missing} EL1008E",
      "6 left as it is: image: ${trigger.tag} known only at run time",
    ]);
    expect(lines[4]?.classList).toContain("parameter");
  });

  it("offers the steps that exist, and says why the others do not", async () => {
    const { user, app } = await withCanned();
    const tabs = await screen.findAllByRole("tab");
    const said = (tab: HTMLElement) =>
      [...tab.querySelectorAll(":scope > span:first-child, i")]
        .map(({ textContent }) => textContent.trim())
        .join(" ");
    expect(tabs.map(said)).toEqual([
      "Authored",
      "Loaded +1 added ~2 changed −1 dropped",
      "Filled fails",
      "Evaluated not reached",
      "Submitted not yet",
      "Admitted not yet",
    ]);
    expect(tabs[4]?.title).toBe("This version cannot show the step yet");
    await user.click(tabs[4] as HTMLElement);
    expect(app.author.step).toBe("filled");
    expect(preview().getByText("Invalid index 1 for list containers")).toBeTruthy();
    await user.click(preview().getByRole("button", { name: "Line 23" }));
    expect(app.selection?.path).toMatch(/parameters\[1\]\.mapping$/);
  });

  it("leads from a line to its field", async () => {
    const { user } = await openWindow();
    await user.click(await line("image: alpine"));
    await waitFor(() =>
      expect((document.activeElement as HTMLInputElement).value).toBe("alpine:3.22"),
    );
  });

  it("lights the lines of the field that has the focus", async () => {
    const { user, form } = await openWindow();
    await line("name: say-hello");
    await user.click(form().getByDisplayValue("say-hello"));
    await waitFor(() =>
      expect(document.querySelector("[role=option].lit")?.textContent).toContain("say-hello"),
    );
  });
});

describe("problems", () => {
  it("say first that Orca would not start, and go there", async () => {
    const { user, app, settled } = await openWindow();
    await user.click(
      problems().getByRole("button", {
        name: "Orca 2026.2 would not start: Migrate DB, line 123",
      }),
    );
    await settled();
    expect(app.active?.view?.summary.label).toBe("Migrate DB");
    await waitFor(() => expect((document.activeElement as HTMLInputElement).value).toBe("1"));
  });

  it("are mended by their fixes, wherever they are", async () => {
    const { user, settled, text } = await openWindow();
    await user.click(problems().getByRole("button", { name: "Quote it" }));
    expect(text(), "it is shown first").not.toContain('cpu: "1"');
    await user.click(await problems().findByRole("button", { name: "Apply" }));
    await settled();
    expect(text()).toContain('cpu: "1"');
    expect(problems().queryByText(/would not start/)).toBeNull();
  });

  it("can be narrowed by severity and walked with the arrow keys", async () => {
    const { user } = await openWindow();
    await user.click(problems().getByRole("button", { name: "2 warnings" }));
    expect(problems().queryByText("Two runs at once would replace each other.")).toBeNull();
    await user.click(problems().getByRole("button", { name: "2 warnings" }));
    const rows = document.querySelectorAll<HTMLElement>("[data-problem]");
    rows[0]?.focus();
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}");
    expect(document.activeElement).toBe(rows[1]);
  });
});

describe("files and stages", () => {
  it("name kind, errors and warnings for all who listen", async () => {
    await openWindow();
    const names = screen
      .getAllByRole("treeitem")
      .map(({ textContent }) => textContent.trim().replace(/\s+/g, " "));
    expect(names).toEqual([
      "orca-local.yml profile Close",
      "Echo echoPhrase Kubernetes 2 warnings",
      "Build image buildImage Kubernetes",
      "Migrate DB dbMigrate Kubernetes 1 error",
      "Nightly report nightlyReport Titus",
      "Notify release notifyRelease webhook",
    ]);
  });

  it("are walked with the keyboard", async () => {
    const { user, app, settled } = await openWindow();
    screen.getByRole("treeitem", { name: /^Echo/ }).focus();
    await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    await settled();
    expect(app.active?.view?.summary.label).toBe("Migrate DB");
    await user.keyboard("not{Enter}");
    await settled();
    expect(app.active?.view?.summary.label).toBe("Notify release");
    await user.keyboard("{ArrowLeft}{ArrowLeft}");
    expect(screen.getAllByRole("treeitem")).toHaveLength(1);
  });

  it("get a new stage that is ready to run, and the focus on its label", async () => {
    const { user, app, text, settled } = await openWindow();
    await user.click(screen.getByRole("button", { name: "New stage" }));
    await waitFor(() =>
      expect((document.activeElement as HTMLInputElement).value).toBe("New stage"),
    );
    await settled();
    expect(app.active?.view?.summary).toMatchObject({ index: 3, type: "newStage", errors: 0 });
    expect(text()).toContain("    titus:");
  });
});

describe("the text", () => {
  it("shares one history with the form", async () => {
    const { user, app, form, text, settled } = await openWindow({ mode: "split" });
    const before = text();
    app.active?.dispatch({ changes: { from: 0, insert: "# typed\n" }, userEvent: "input.type" });
    const label = form().getAllByLabelText("Label")[0] as HTMLElement;
    await user.type(label, " now{Enter}");
    await settled();
    expect(screen.getByTestId("editor").textContent).toContain("# typed");
    await user.keyboard("{Control>}zz{/Control}");
    await settled();
    expect(text()).toBe(before);
    expect((label as HTMLInputElement).value).toBe("Echo");
  });

  it("selects in the form what the cursor is in", async () => {
    const { app, text, settled } = await openWindow({ mode: "split" });
    const at = text().indexOf("image: registry.example/migrate");
    app.active?.dispatch({ selection: { anchor: at + 3 }, userEvent: "select" });
    await settled();
    await waitFor(() => expect(app.active?.view?.summary.label).toBe("Migrate DB"));
    app.active?.dispatch({ selection: { anchor: at + 5 }, userEvent: "select" });
    await waitFor(() =>
      expect(document.querySelector("[data-lit] input")).toHaveProperty(
        "value",
        "registry.example/migrate:12",
      ),
    );
  });

  it("keeps a syntax error from the rest of the window", async () => {
    const { app, settled, fake } = await openWindow({ mode: "split" });
    app.active?.dispatch({
      changes: { from: 0, insert: "a: [\n" },
      userEvent: "input.paste",
    });
    await settled();
    expect(fake.textOf(1)).toBe(`a: [\n${sample}`);
    expect(problems().getAllByRole("listitem").length).toBeGreaterThan(0);
  });
});

describe("the window", () => {
  it("teaches when nothing is open, and opens the sample", async () => {
    const { user, container, app, settled } = await openWindow({ empty: true });
    expect(screen.getByText(/A custom job stage is a Kubernetes Job/)).toBeTruthy();
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: /^Open the sample/ }));
    await waitFor(() => expect(app.active?.view?.summary.type).toBe("greet"));
    await settled();
    expect(app.active?.findings).toEqual([]);
  });

  it("runs commands by name and by key", async () => {
    const { user, app } = await openWindow();
    await user.keyboard("{Control>}k{/Control}");
    const palette = within(screen.getByRole("dialog", { name: "Commands" }));
    await user.type(palette.getByRole("combobox"), "split{Enter}");
    expect(app.layout.mode).toBe("split");
    await user.keyboard("{Control>}2{/Control}");
    expect(app.layout.mode).toBe("yaml");
    await user.keyboard("{Control>}={/Control}");
    expect(document.documentElement.style.getPropertyValue("--zoom")).toBe("1.1");
  });

  it("saves with one key and says so", async () => {
    const { user, form, disk, text, settled } = await openWindow();
    await user.type(form().getByLabelText("Description"), "!{Enter}");
    await settled();
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(disk()).toBe(text()));
    await waitFor(() =>
      expect(screen.getByRole("status").textContent).toBe("Saved orca-local.yml."),
    );
  });

  it("saves what is being typed in a field, too", async () => {
    const { user, form, disk } = await openWindow();
    const field = form().getByLabelText("Description");
    await user.type(field, " today");
    await user.keyboard("{Control>}s{/Control}");
    await waitFor(() => expect(disk()).toContain("Says a phrase in the cluster today"));
    expect(document.activeElement).toBe(field);
  });

  it("shows both texts when the file changed outside, and keeps mine when told", async () => {
    const { user, form, fake, disk, text, container, settled } = await openWindow();
    await user.type(form().getByLabelText("Description"), "!{Enter}");
    await settled();
    const theirs = sample.replace("Build image", "Build an image");
    fake.disk[PATH] = theirs;
    fake.diskChanged(1);
    await user.click(await screen.findByRole("button", { name: "Show both" }));
    await waitFor(() => expect(document.querySelectorAll(".cm-editor")).toHaveLength(2));
    await expectAccessible(container);
    expect(disk()).toBe(theirs);
    await user.click(screen.getByRole("button", { name: "Keep yours and save" }));
    await waitFor(() => expect(disk()).toBe(text()));
    expect(text()).toContain("Says a phrase in the cluster!");
  });

  it("writes an export only after it was shown", async () => {
    const { user, disk, fake, container } = await openWindow();
    fake.picked = ["/w/out/orca-local.yml"];
    await user.keyboard("{Control>}e{/Control}");
    const panel = within(screen.getByRole("region", { name: "Export" }));
    const write = panel.getByRole("button", { name: "Write" }) as HTMLButtonElement;
    expect(write.disabled).toBe(true);
    await user.click(panel.getByRole("button", { name: "Choose…" }));
    await panel.findByText("/w/out/orca-local.yml will be new.");
    await waitFor(() => expect(container.querySelector(".diff .cm-editor")).not.toBeNull());
    await expectAccessible(container);
    expect(disk("/w/out/orca-local.yml")).toBeUndefined();
    await user.click(write);
    await waitFor(() => expect(disk("/w/out/orca-local.yml")).toBe(sample));
    expect(screen.getByRole("status").textContent).toBe(
      "Exported 5 stages to /w/out/orca-local.yml.",
    );
  });

  it("moves its edges with the keyboard", async () => {
    const { user, app } = await openWindow();
    const edge = screen.getByRole("separator", { name: "Width of the files" });
    edge.focus();
    await user.keyboard("{ArrowRight}");
    expect(app.layout.sizes.files).toBe(248);
    expect(edge.getAttribute("aria-valuenow")).toBe("248");
    await user.keyboard("{Home}");
    expect(app.layout.sizes.files).toBe(160);
  });

  it("hides the preview and brings it back", async () => {
    const { user } = await openWindow();
    await user.click(screen.getByRole("button", { name: "Hide preview" }));
    expect(screen.queryByRole("region", { name: "Preview" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Show preview" }));
    expect(screen.getByRole("region", { name: "Preview" })).toBeTruthy();
  });

  it("gives the preview a tab where the window is narrow", async () => {
    const { user, container } = await openWindow({ width: 960 });
    expect(screen.queryByRole("region", { name: "Preview" })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Preview" }));
    expect(screen.getByRole("region", { name: "Preview" })).toBeTruthy();
    await expectAccessible(container);
  });

  it("asks before it closes a file with changes", async () => {
    const { user, form, app, disk, settled } = await openWindow();
    await user.type(form().getByLabelText("Description"), "!{Enter}");
    await settled();
    await user.keyboard("{Control>}w{/Control}");
    expect(screen.getByText("orca-local.yml has changes that are not saved.")).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Save and close" }));
    await waitFor(() => expect(app.buffers).toEqual([]));
    expect(disk()).toContain("Says a phrase in the cluster!");
  });

  it("says what failed and what to do", async () => {
    const { fake } = await openWindow();
    fake.dropped(["/w/none.yml"]);
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("There is no file /w/none.yml. Check the path.");
  });
});
