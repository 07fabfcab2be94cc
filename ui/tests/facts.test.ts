/** What Spinnaker does around a stage, and the samples that previews use. */
import { fireEvent, screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { lines, variables } from "../src/facts/samples";
import { openWindow } from "./window";

const SAMPLES = "/w/stage-designer.samples.json";

describe("Orca's environment", () => {
  it("is one variable a line, the last of a name, and no comment", () => {
    const found = variables("HOME=/h\n\n# no\nA=b=c\n=x\nHOME=/other\n  B =");
    expect(found).toEqual([
      { name: "HOME", text: "/other" },
      { name: "A", text: "b=c" },
      { name: "B", text: "" },
    ]);
    expect(variables(lines(found))).toEqual(found);
  });

  it("is given to every preview, and kept only when told to", async () => {
    const { app, user, disk } = await openWindow();
    await user.click(screen.getByRole("button", { name: "Environment" }));
    const field = await screen.findByLabelText("Orca's environment");
    await waitFor(() => expect(screen.getByText(/Kept in .*samples/)).toBeTruthy());
    await fireEvent.input(field, { target: { value: "HOME=/home/spinnaker" } });
    expect(app.author.samples.environment).toEqual([{ name: "HOME", text: "/home/spinnaker" }]);
    expect(disk(SAMPLES), "typing writes nothing").toBeUndefined();
    await user.click(screen.getByRole("button", { name: "Keep for the team" }));
    await waitFor(() => expect(disk(SAMPLES)).toContain("/home/spinnaker"));
  });

  it("comes back with the file", async () => {
    const kept = { environment: [{ name: "A", text: "b" }], artifacts: "[]", execution: "" };
    const { app, user } = await openWindow({
      prepare: (fake) => (fake.disk[SAMPLES] = JSON.stringify(kept)),
    });
    await user.click(screen.getByRole("button", { name: "Environment" }));
    await waitFor(() => expect(app.author.samples).toEqual(kept));
    expect(screen.getByLabelText<HTMLTextAreaElement>("Orca's environment").value).toBe("A=b");
  });
});

describe("around the stage", () => {
  async function page(name: string) {
    const window = await openWindow();
    await window.user.click(screen.getByRole("button", { name: "Around the stage" }));
    const panel = within(screen.getByRole("region", { name: "Around the stage" }));
    await window.user.click(panel.getByRole("button", { name }));
    return { ...window, panel };
  }

  it("a pasted log is judged line by line", async () => {
    const { panel } = await page("Outputs");
    const log = panel.getByLabelText("Log");
    await fireEvent.input(log, {
      target: { value: "hello\nSPINNAKER_PROPERTY_A=1\nSPINNAKER_PROPERTY_B=" },
    });
    const list = await panel.findByRole("list", { name: "Lines" });
    const said = within(list)
      .getAllByRole("listitem")
      .map((item) => item.textContent.replace(/\s+/g, " ").trim());
    expect(said).toEqual([
      "line 2 accepted gives `a`",
      "line 3 rejected is ignored: the value is empty",
    ]);
    expect(panel.getByRole("list", { name: "Captured" }).textContent).toContain("${a}");
  });

  it("a JSON artifact is judged as such", async () => {
    const { panel, user } = await page("Outputs");
    await user.click(panel.getByLabelText("A JSON artifact"));
    await fireEvent.input(panel.getByLabelText("Log"), { target: { value: "a: 1" } });
    expect((await panel.findByRole("status")).textContent).toContain("Failed to deserialize");
  });

  it("a log link that leads nowhere says why, and is no link", async () => {
    const { panel } = await page("Log link");
    expect(await panel.findByText(/metadata is not defined/)).toBeTruthy();
    expect(panel.queryByRole("link")).toBeNull();
  });

  it("Deck's list shows every stage with what a pipeline stores", async () => {
    const { app, panel } = await page("Deck's list");
    const list = await panel.findByRole("list", { name: "Deck's list" });
    expect(within(list).getAllByRole("listitem")).toHaveLength(app.active?.stages.length ?? -1);
    expect(list.textContent).toContain("preconfiguredJob");
  });

  it("an upgrade says what stops, and leads to the line", async () => {
    const { app, panel, user } = await page("Upgrade");
    await user.selectOptions(panel.getByLabelText("From"), "2025.0");
    const item = await panel.findByText(/Orca no longer starts/);
    await user.click(within(item.closest("li") as HTMLElement).getByRole("button"));
    expect(app.selection).not.toBeNull();
    await user.selectOptions(panel.getByLabelText("From"), "2026.1");
    expect((await panel.findByRole("status")).textContent).toContain("Nothing changes");
  });

  it("the files of an installation are shown with the stages that Orca knows", async () => {
    const { app, panel, user } = await page("Installation");
    const files = await panel.findByRole("list", { name: "Files of the installation" });
    const box = await within(files).findByRole("checkbox");
    const count = app.active?.stages.length ?? -1;
    const stages = () => within(files).queryAllByRole("listitem").length - 1;
    await waitFor(() => expect(stages()).toBe(count));
    await user.click(box);
    expect(stages(), "a file left out gives none").toBe(0);
  });
});
