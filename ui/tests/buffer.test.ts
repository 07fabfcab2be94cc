import { history } from "@codemirror/commands";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Fake } from "../fake/platform";
import { endings } from "../src/editor/lineEndings";
import { App } from "../src/state/app.svelte";
import type { Buffer } from "../src/state/buffer.svelte";
import { close, openPath, resolve, save, start } from "../src/state/files";

const PATH = "/w/orca-local.yml";
const TEXT = `# kept
job:
  preconfigured:
    kubernetes:
      - label: One   # first
        type: one
      - label: Two
        type: two
`;
const LABEL = "job.preconfigured.kubernetes[0].label";

describe("an open file", () => {
  let fake: Fake;
  let app: App;
  let buffer: Buffer;

  beforeEach(async () => {
    fake = new Fake({ [PATH]: TEXT });
    app = new App(fake, () => [history(), endings]);
    fake.startWith = [PATH];
    await start(app);
    buffer = app.active as Buffer;
    await buffer.sync.settled();
  });

  const setLabel = (text: string) =>
    buffer.edit({ kind: "set", path: LABEL, value: { kind: "text", text } });
  const type = (insert: string) =>
    buffer.dispatch({ changes: { from: 0, insert }, userEvent: "input.type" });

  it("shows its stages and the first one", () => {
    expect(buffer.stages.map(({ label }) => label)).toEqual(["One", "Two"]);
    expect(buffer.view?.summary.type).toBe("one");
  });

  it("is changed by forms without a visible editor, comments kept", async () => {
    await setLabel("Uno");
    expect(buffer.text).toMatch(/- label: Uno +# first/);
    expect(buffer.text.startsWith("# kept\n")).toBe(true);
    expect(buffer.view?.summary.label).toBe("Uno");
    expect(fake.textOf(buffer.id)).toBe(buffer.text);
  });

  it("undoes each form change by itself, also next to typing", async () => {
    type("#a");
    await setLabel("Xa");
    await setLabel("Ya");
    type("#b");
    const undone: string[] = [];
    while (buffer.undo()) undone.push(`${buffer.text.slice(0, 3)} ${label(buffer.text)}`);
    expect(undone).toEqual(["#a# Ya", "#a# Xa", "#a# One", "# k One"]);
    expect(buffer.text).toBe(TEXT);
    await buffer.sync.settled();
    expect(fake.textOf(buffer.id)).toBe(TEXT);
    expect(buffer.unsaved).toBe(false);
  });

  it("redoes what was undone", async () => {
    await setLabel("Xa");
    buffer.undo();
    buffer.redo();
    expect(label(buffer.text)).toBe("Xa");
  });

  it("looks at another stage", async () => {
    buffer.look(1);
    await buffer.sync.settled();
    expect(buffer.view?.summary.label).toBe("Two");
  });

  it("looks at the last stage when the one looked at is gone", async () => {
    buffer.look(1);
    await buffer.edit({ kind: "remove", path: "job.preconfigured.kubernetes[1]" });
    await buffer.sync.settled();
    expect(buffer.view?.summary.label).toBe("One");
  });

  it("is saved, and then no longer unsaved", async () => {
    await setLabel("Xa");
    expect(buffer.unsaved).toBe(true);
    expect(await save(app, buffer)).toBe(true);
    expect(fake.disk[PATH]).toBe(buffer.text);
    expect(buffer.unsaved).toBe(false);
    expect(app.said).toContain("Saved");
  });

  it("takes the disk's text when it had no changes of its own", async () => {
    const theirs = TEXT.replace("One", "Eins");
    fake.disk[PATH] = theirs;
    fake.diskChanged(buffer.id);
    await vi.waitFor(() => expect(app.said).toContain("read again"));
    await buffer.sync.settled();
    expect(buffer.text).toBe(theirs);
    expect(buffer.stages[0]?.label).toBe("Eins");
  });

  it("on a network file system without events is looked at when the window is come back to", async () => {
    fake.disk[PATH] = TEXT.replace("One", "Eins");
    window.dispatchEvent(new Event("focus"));
    await vi.waitFor(() => expect(buffer.text).toContain("Eins"));
    await setLabel("Mine");
    fake.disk[PATH] = TEXT.replace("One", "Uno");
    expect(await save(app, buffer), "nor is it written over unseen").toBe(false);
    expect(fake.disk[PATH]).toContain("Uno");
  });

  it("is saved again where its file vanished", async () => {
    fake.disk = {};
    fake.diskChanged(buffer.id);
    await vi.waitFor(() => expect(buffer.outside).toEqual({ kind: "vanished" }));
    await vi.waitFor(() => expect(buffer.unsaved).toBe(true));
    expect(await save(app, buffer)).toBe(true);
    expect(fake.disk[PATH]).toBe(TEXT);
    expect(buffer.outside).toBeNull();
  });

  it("forgets a change outside that was taken back", async () => {
    await setLabel("Mine");
    fake.disk[PATH] = TEXT.replace("Two", "Zwei");
    fake.diskChanged(buffer.id);
    await vi.waitFor(() => expect(buffer.outside?.kind).toBe("changed"));
    fake.disk[PATH] = TEXT;
    fake.diskChanged(buffer.id);
    await vi.waitFor(() => expect(buffer.outside).toBeNull());
    expect(buffer.text).toContain("Mine");
  });

  describe("that changed on disk too", () => {
    const theirs = TEXT.replace("Two", "Zwei");
    beforeEach(async () => {
      await setLabel("Mine");
      fake.disk[PATH] = theirs;
      expect(await save(app, buffer)).toBe(false);
    });

    it("overwrites nothing and shows both", async () => {
      expect(fake.disk[PATH]).toBe(theirs);
      expect(app.task?.kind).toBe("conflict");
      expect(buffer.outside).toEqual({ kind: "changed", text: theirs });
      expect(await save(app, buffer)).toBe(false);
      expect(fake.disk[PATH]).toBe(theirs);
    });

    it("can keep mine", async () => {
      const mine = buffer.text;
      await resolve(app, buffer, mine);
      expect(buffer.unsaved).toBe(true);
      expect(await save(app, buffer)).toBe(true);
      expect(fake.disk[PATH]).toBe(mine);
    });

    it("can take theirs, and undo that", async () => {
      const mine = buffer.text;
      await resolve(app, buffer, theirs);
      expect(buffer.text).toBe(theirs);
      expect(buffer.unsaved).toBe(false);
      buffer.undo();
      expect(buffer.text).toBe(mine);
    });

    it("shows what the disk holds when it changed once more", async () => {
      fake.disk[PATH] = "newer\n";
      await resolve(app, buffer, buffer.text);
      expect(buffer.outside).toEqual({ kind: "changed", text: "newer\n" });
      expect(fake.disk[PATH]).toBe("newer\n");
    });
  });

  it("is not closed with unsaved changes before one says so", async () => {
    await setLabel("Xa");
    await close(app, buffer);
    expect(app.buffers).toContain(buffer);
    expect(app.task?.kind).toBe("closing");
    await close(app, buffer, true);
    expect(app.buffers).toEqual([]);
    expect(fake.disk[PATH]).toBe(TEXT);
  });

  it("keeps saying what does not work in this run, whatever else is said", async () => {
    const message = "Changes outside cannot be noticed.";
    fake.trouble({ code: "failed", message, remedy: "Raise the limit." });
    fake.trouble({ code: "failed", message, remedy: "Raise the limit." });
    app.say("Opened orca-local.yml");
    expect(app.lasting.map(({ text }) => text)).toEqual([message]);
  });

  it("says what to do when it cannot be opened", async () => {
    await openPath(app, "/w/none.yml");
    expect(app.notice).toMatchObject({ text: "There is no file /w/none.yml.", tone: "error" });
    expect(app.active).toBe(buffer);
  });
});

function label(text: string): string {
  return /- label: (\w+)/.exec(text)?.[1] ?? "";
}
