import { describe, expect, it } from "vitest";
import { analyze } from "../fake/analysis";
import { Fake } from "../fake/platform";
import sample from "../fake/orca-local.yml?raw";
import { outline, typeAhead } from "../src/files/outline";
import { parts } from "../src/preview/tokens";
import { visible } from "../src/preview/window";
import { firstOf, goToProblem, groups, stopper } from "../src/problems/walk";
import { commandFor, COMMANDS } from "../src/shell/commands";
import { found } from "../src/shell/search";
import { App } from "../src/state/app.svelte";
import { openFolder } from "../src/state/files";
import { Layout } from "../src/state/layout.svelte";

async function opened(): Promise<App> {
  const fake = new Fake({ "/w/a.yml": sample, "/w/sub/none.yml": "x: 1\n" });
  const app = new App(fake);
  await openFolder(app, "/w");
  await app.active?.sync.settled();
  return app;
}

describe("the list of files", () => {
  it("shows the workspace's files, and the stages of those that are open", async () => {
    const rows = outline(await opened(), new Set());
    expect(rows.map(({ name }) => name)).toEqual([
      "a.yml",
      "Echo",
      "Build image",
      "Migrate DB",
      "Nightly report",
      "Notify release",
      "sub/none.yml",
    ]);
  });

  it("is searched by typing, onward from where one is and round", async () => {
    const rows = outline(await opened(), new Set());
    expect(typeAhead(rows, 0, "n")).toBe(4);
    expect(typeAhead(rows, 4, "n")).toBe(5);
    expect(typeAhead(rows, 5, "n")).toBe(4);
    expect(typeAhead(rows, 4, "no")).toBe(5);
    expect(typeAhead(rows, 0, "zz")).toBe(-1);
  });
});

describe("problems", () => {
  it("come by stage, worst first", async () => {
    const app = await opened();
    const list = app.active ? groups(app.active, () => true) : [];
    expect(list.map(({ title, findings }) => [title, findings.map(({ rule }) => rule)])).toEqual([
      ["Echo", ["fixed-job-name", "never-cleaned-up"]],
      ["Migrate DB", ["would-not-start"]],
    ]);
  });

  it("are drawn in pages where there are very many", () => {
    const [finding] = analyze(sample).findings;
    if (!finding) throw new Error("the sample lost its findings");
    const all = [2, 3].map((count) => ({ title: "", findings: Array(count).fill(finding) }));
    const { shown, left } = firstOf(all, 3);
    expect(shown.map(({ findings }) => findings.length)).toEqual([2, 1]);
    expect(left).toBe(2);
    expect(firstOf(all, 9).left).toBe(0);
  });

  it("say first what would stop Orca", async () => {
    expect(stopper(await opened())?.stage).toBe("Migrate DB");
  });

  it("are walked with one key, round and round", async () => {
    const app = await opened();
    const seen: string[] = [];
    for (let step = 0; step < 4; step++) {
      goToProblem(app, 1);
      seen.push(app.selection?.path.split(".").at(-1) ?? "");
    }
    expect(seen).toEqual(["name", "ttlSecondsAfterFinished", "cpu", "name"]);
    goToProblem(app, -1);
    expect(app.selection?.path).toMatch(/cpu$/);
  });
});

describe("a preview line", () => {
  it.each([
    ["metadata:", ["metadata|key", ":"]],
    ["  - name: hello", ["  - ", "name|key", ":", " hello"]],
    ['a/b: "x: y"', ["a/b|key", ":", ' "x: y"|string']],
    ["- 'x'", ["- 'x'|string"]],
    ["echo http://x", ["echo http://x"]],
    ["# note", ["# note|comment"]],
  ])("%s is coloured", (line, shown) => {
    const cut = parts(line).map(({ kind, text }) => (kind === "plain" ? text : `${text}|${kind}`));
    expect(cut).toEqual(shown);
    expect(parts(line).map(({ text }) => text)).toHaveLength(shown.length);
  });

  it("is drawn only when it is near, in long results", () => {
    expect(visible(500, 0, 400, 20)).toEqual({ from: 0, to: 500 });
    expect(visible(10_000, 2000, 400, 20)).toEqual({ from: 80, to: 140 });
    expect(visible(10_000, 0, 0, 20).to).toBeGreaterThan(20);
    expect(visible(501, 1e6, 400, 20).to).toBe(501);
  });
});

describe("commands", () => {
  const press = (key: string, mods: Partial<KeyboardEventInit> = {}) =>
    commandFor(new KeyboardEvent("keydown", { key, ...mods }))?.id;

  it("have keys of their own", () => {
    const keys = COMMANDS.map(({ keys }) => keys).filter(Boolean);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("are found by their keys, Command as Control", () => {
    expect(press("s", { ctrlKey: true })).toBe("save");
    expect(press("S", { metaKey: true, shiftKey: true })).toBe("saveAs");
    expect(press("+", { ctrlKey: true, shiftKey: true })).toBe("zoomIn");
    expect(press("=", { ctrlKey: true })).toBe("zoomIn");
    expect(press("y", { ctrlKey: true })).toBe("redo");
    expect(press("F8")).toBe("nextProblem");
    expect(press("s")).toBeUndefined();
  });

  it("are found by words, with stages and files", async () => {
    const app = await opened();
    expect(found(app, "migr")[0]?.title).toBe("Go to Migrate DB");
    expect(found(app, "open none").map(({ note }) => note)).toEqual(["/w/sub/none.yml"]);
    expect(found(app, "xyzzy")).toEqual([]);
  });
});

describe("the layout", () => {
  it("keeps sizes within bounds and is remembered", async () => {
    const fake = new Fake();
    const layout = new Layout(fake);
    layout.resize("files", 9999);
    layout.zoomTo(0.1);
    layout.mode = "split";
    layout.remember();
    await new Promise((done) => setTimeout(done, 350));
    const again = new Layout(fake);
    await again.load();
    expect([again.sizes.files, again.zoom, again.mode]).toEqual([420, 0.7, "split"]);
  });

  it("is not troubled by settings that are none", async () => {
    const fake = new Fake();
    fake.settings.layout = "{{";
    const layout = new Layout(fake);
    await layout.load();
    expect(layout.mode).toBe("design");
  });

  it("gives the preview a tab only where it has no pane", () => {
    const layout = new Layout(new Fake());
    layout.mode = "preview";
    layout.width = 960;
    expect(layout.shown).toBe("preview");
    layout.width = 1280;
    expect(layout.shown).toBe("design");
    layout.zoom = 1.5;
    expect(layout.shown).toBe("preview");
  });
});
