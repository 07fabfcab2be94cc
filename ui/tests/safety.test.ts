import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import type { AbandonedDraft, MergePart } from "../src/bindings";
import { standing } from "../src/safety/drafts";
import { saveAll } from "../src/safety/commands";
import { mergedText, undecided } from "../src/safety/merge";
import { runCommand } from "../src/shell/commands";
import { expectAccessible, openWindow, PATH, sample } from "./window";

const draft = (change: Partial<AbandonedDraft> = {}): AbandonedDraft => ({
  id: "run-1/7.draft",
  path: PATH,
  name: "orca-local.yml",
  text: `${sample}# typed\n`,
  base: sample,
  disk: sample,
  ...change,
});

describe("a draft of a crash", () => {
  it("is shown before anything else and restored as one step that can be undone", async () => {
    const { app, fake, user, text, settled, container } = await openWindow({
      prepare: (fake) => (fake.drafts = [draft()]),
    });
    expect(screen.getByRole("heading", { name: "Unsaved texts of the last run" })).toBeTruthy();
    await expectAccessible(container);
    await user.click(screen.getByRole("button", { name: "Restore orca-local.yml" }));
    await waitFor(() => expect(app.drafts).toEqual([]));
    await settled();
    expect(text()).toBe(`${sample}# typed\n`);
    expect(app.active?.unsaved).toBe(true);
    expect(fake.drafts).toEqual([]);
    app.undo();
    expect(text()).toBe(sample);
  });

  it("goes only when it is discarded, not when it is put off", async () => {
    const { app, fake, user } = await openWindow({
      prepare: (fake) => (fake.drafts = [draft(), draft({ id: "b", name: "b.yml", path: null })]),
    });
    await user.click(screen.getByRole("button", { name: "Discard the draft of b.yml" }));
    await waitFor(() => expect(app.drafts).toHaveLength(1));
    expect(fake.drafts).toHaveLength(1);
    await user.click(screen.getByRole("button", { name: "Decide later" }));
    expect(app.drafts).toEqual([]);
    expect(fake.drafts).toHaveLength(1);
  });

  it("is merged with what its file became meanwhile, where the two do not meet", async () => {
    const { user, text, app } = await openWindow({
      prepare: (fake) => {
        fake.drafts = [draft({ base: "old" })];
        fake.parts = [
          { kind: "theirs", text: sample, base: "" },
          { kind: "ours", text: "# typed\n", base: "" },
        ];
      },
    });
    await user.click(screen.getByRole("button", { name: "Restore orca-local.yml" }));
    await waitFor(() => expect(app.drafts).toEqual([]));
    expect(text()).toBe(`${sample}# typed\n`);
  });

  it("is not saved over what its file became where the two meet", async () => {
    const { app, fake, user, text } = await openWindow({
      prepare: (fake) => {
        fake.drafts = [draft({ base: "old" })];
        fake.parts = [{ kind: "conflict", ours: "mine\n", theirs: "theirs\n", base: "old\n" }];
      },
    });
    await user.click(screen.getByRole("button", { name: "Restore orca-local.yml" }));
    await user.click(await screen.findByRole("radio", { name: "On disk" }));
    runCommand(app, "save");
    expect(fake.disk[PATH]).toBe(sample);
    app.task = { kind: "merge", parts: fake.parts };
    await user.click(await screen.findByRole("radio", { name: "On disk" }));
    await user.click(screen.getByRole("button", { name: "Take the merged text" }));
    expect(text()).toBe("theirs\n");
  });

  it("says how it stands to its file", () => {
    expect(standing(draft())).toBe("same");
    expect(standing(draft({ disk: "x" }))).toBe("changed");
    expect(standing(draft({ disk: null }))).toBe("gone");
    expect(standing(draft({ path: null }))).toBe("new");
  });

  it("that cannot be kept is said aloud", async () => {
    const { fake } = await openWindow();
    fake.trouble({ code: "failed", message: "The disk is full.", remedy: "Save it." });
    expect((await screen.findByRole("alert")).textContent).toContain("The disk is full. Save it.");
  });
});

describe("merging", () => {
  const parts: MergePart[] = [
    { kind: "same", text: "a\n" },
    { kind: "conflict", ours: "b", theirs: "c\n", base: "x\n" },
    { kind: "theirs", text: "d\n", base: "" },
  ];

  it("decides nothing by itself", () => {
    expect(undecided(parts, {})).toBe(1);
    expect(mergedText(parts, {})).toBeNull();
    expect(mergedText(parts, { 1: "ours" })).toBe("a\nbd\n");
    expect(mergedText(parts, { 1: "theirs" })).toBe("a\nc\nd\n");
    expect(mergedText(parts, { 1: "both" })).toBe("a\nb\nc\nd\n");
  });

  it("is offered for a file that changed outside", async () => {
    const { app, fake, user, container } = await openWindow();
    fake.parts = parts;
    const buffer = app.active;
    if (!buffer) throw new Error("nothing is open");
    buffer.replace(`${sample}# mine\n`);
    await buffer.sync.settled();
    fake.disk[PATH] = `${sample}# theirs\n`;
    buffer.outside = { kind: "changed", text: `${sample}# theirs\n` };
    app.task = { kind: "conflict" };
    await user.click(await screen.findByRole("button", { name: "Merge" }));
    const take = await screen.findByRole("button", { name: "Take the merged text" });
    expect((take as HTMLButtonElement).disabled).toBe(true);
    await expectAccessible(container);
    const group = screen.getByRole("group", { name: "Conflict 1" });
    await user.click(within(group).getByRole("radio", { name: "Both" }));
    await user.click(take);
    await waitFor(() => expect(app.active?.text).toBe("a\nb\nc\nd\n"));
  });
});

describe("saving and comparing", () => {
  it("saves every file with changes", async () => {
    const { app, fake } = await openWindow({
      prepare: (fake) => {
        fake.disk["/w/b.yml"] = "x: 1\n";
        fake.startWith = [PATH, "/w/b.yml"];
      },
    });
    for (const buffer of app.buffers) {
      buffer.replace(`${buffer.text}# more\n`);
      await buffer.sync.settled();
    }
    await saveAll(app);
    expect(fake.disk["/w/b.yml"]).toBe("x: 1\n# more\n");
    expect(fake.disk[PATH]).toBe(`${sample}# more\n`);
    expect(app.said).toBe("Saved 2 files.");
  });

  it("shows the text against the last commit", async () => {
    const { app, fake } = await openWindow();
    runCommand(app, "head");
    await waitFor(() => expect(app.said).toContain("no git repository"));
    fake.head = { commit: "abc1234", text: sample };
    runCommand(app, "head");
    expect(await screen.findByText("orca-local.yml against commit abc1234")).toBeTruthy();
    expect(screen.getByText("The text is that of the last commit.")).toBeTruthy();
  });
});
