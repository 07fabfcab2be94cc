import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { analyze } from "../fake/analysis";
import { matches, replacements } from "../src/author/search";
import { meantBy, shiftsOf } from "../src/author/shifts";
import { freshItem } from "../src/author/tree.svelte";
import { ChangeSet, Text } from "@codemirror/state";
import { friendly } from "../src/design/mapping";
import { renameWithUses } from "../src/author/gestures";
import { Marks } from "../src/state/marks";
import { after as stepsAfter } from "../src/state/path";
import { newFile } from "../src/state/files";
import { scalarAt } from "../src/state/tree";
import sample from "../fake/orca-local.yml?raw";
import { openWindow } from "./window";

function viewOf(text: string) {
  const [view] = analyze(text).views;
  if (!view) throw new Error("the sample lost its stages");
  return view;
}

/** Nothing is marked: names alone tell what was meant. */
const NOWHERE = { find: () => null, mark: () => undefined, drop: () => undefined };

describe("mappings that typing shifts", () => {
  it("are followed by where their place stands, whatever it is called", () => {
    const view = viewOf(sample);
    const use = view.parameters.find(({ name }) => name === "PHRASE");
    if (!use?.path) throw new Error("the sample lost its mapping");
    const meant = meantBy(view, {}, NOWHERE);
    const moved = use.path.replace("env[0]", "env[1]");
    const env = { ...NOWHERE, find: () => moved };
    const [shift] = shiftsOf(view, meant, env).filter(({ name }) => name === "PHRASE");
    expect(JSON.stringify(shift?.fix)).toContain("env[1].value");
    expect(shiftsOf(view, meant, { ...NOWHERE, find: () => use.path ?? null })).not.toContain(
      shift,
    );
  });

  it("are followed through what is typed before them, and given up with their text", () => {
    const marks = new Marks();
    marks.put("a", 5);
    marks.put("b", 8);
    marks.follow(ChangeSet.of({ from: 5, insert: "new" }, 10));
    expect([marks.get("a"), marks.get("b")]).toEqual([8, 11]);
    marks.follow(ChangeSet.of({ from: 6, to: 9, insert: Text.of(["x"]) }, 13));
    expect([marks.get("a"), marks.get("b")]).toEqual([undefined, 9]);
  });

  it("names places as the engine does, so that both speak of the same", () => {
    const view = viewOf(sample);
    for (const { path, target } of view.parameters) {
      if (path === null) continue;
      expect(friendly(view.tree, stepsAfter(path, view.tree.path) ?? [])).toBe(target);
    }
  });

  it("are named with what they were meant to set, and the way back", () => {
    const before = viewOf(sample);
    const meant = meantBy(before, {}, NOWHERE);
    expect(shiftsOf(before, meant, NOWHERE)).toEqual([]);
    const line = sample
      .split("\n")
      .find((text) => /- name: PHRASE$/.test(text) && text.length > 24);
    if (!line) throw new Error("the sample lost its variable");
    const indent = line.slice(0, line.indexOf("-"));
    const typed = sample.replace(line, `${indent}- name: ABOVE\n${indent}  value: x\n${line}`);
    const after = viewOf(typed);
    const [shift] = shiftsOf(after, meantBy(after, meant, NOWHERE), NOWHERE);
    expect(shift?.now).toBe("hello › env ABOVE");
    expect(shift?.was).toBe("hello › env PHRASE");
    expect(JSON.stringify(shift?.fix)).toContain("env[1].value");
  });
});

describe("find and replace", () => {
  it("finds every occurrence with its line, as text", () => {
    const found = matches("a.b\nxa.b\r\naxb", "a.b", true);
    expect(found.map(({ line, text }) => [line, text])).toEqual([
      [1, "a.b"],
      [2, "xa.b"],
    ]);
    expect(matches("Aa", "a", false)).toHaveLength(2);
    expect(matches("Aa", "a", true)).toHaveLength(1);
    expect(matches("anything", "", true)).toEqual([]);
    expect(replacements(found, "c").map(({ insert }) => insert)).toEqual(["c", "c"]);
  });
});

describe("a new item of a list", () => {
  it("begins with what it must have", () => {
    const field = (name: string, required: boolean) => ({
      ...{ name, required, control: "text" as const, description: "", expected: "text" },
      ...{ defaultValue: null, values: [], examples: [], since: null },
    });
    expect(freshItem([field("a", false), field("name", true)])).toEqual({
      kind: "map",
      entries: [["name", { kind: "text", text: "new" }]],
    });
  });
});

describe("the value of a line", () => {
  it("is found from anywhere on it", () => {
    const { tree } = viewOf(sample);
    const lines = sample.split("\n");
    const line = lines.findIndex((text) => text.includes("image:")) + 1;
    const end = { line, column: lines[line - 1]?.length ?? 0 };
    expect(scalarAt(tree, end)?.key).toBe("image");
  });
});

describe("the Job's tree", () => {
  it("adds a field by name and writes it once it has a value", async () => {
    const { user, form, text, settled } = await openWindow();
    const card = form().getByRole("region", { name: /^Every field of the Job/ });
    const box = within(card).getByRole("combobox", { name: "Search the Job's fields" });
    await user.click(box);
    await user.keyboard("suspend");
    await waitFor(() => within(card).getByRole("option", { name: /suspend/ }));
    await user.keyboard("{Enter}");
    const toggle = await waitFor(() => within(card).getByRole("switch", { name: "suspend" }));
    expect(text(), "nothing is written before it has a value").not.toContain("suspend");
    await user.click(toggle);
    await settled();
    await waitFor(() => expect(text()).toContain("suspend: true"));
  });

  it("says why a word of a command cannot be set by a mapping", async () => {
    const { app, settled } = await openWindow();
    app.select("job.preconfigured.kubernetes[0].manifest.args[0]", "form");
    app.task = { kind: "parameter", path: app.selection?.path ?? "" };
    await settled();
    await waitFor(() => screen.getByText(/cannot end in an item/));
  });
});

describe("value sets", () => {
  it("go with a parameter and a type that are renamed, as do the values typed", async () => {
    const { app, settled } = await openWindow();
    await settled();
    const buffer = app.active;
    if (!buffer) throw new Error("no file is open");
    await app.sets.keep(buffer, "echoPhrase", "Morning", { PHRASE: "Hi" });
    app.author.set(buffer, "PHRASE", "Hi");
    await renameWithUses(app, 0, "GREETING");
    expect(app.sets.get("echoPhrase", "Morning")).toEqual({ GREETING: "Hi" });
    expect(app.author.values(buffer)).toEqual({ GREETING: "Hi" });
    await renameWithUses(app, null, "greet");
    expect(app.sets.get("greet", "Morning")).toEqual({ GREETING: "Hi" });
    expect(app.sets.names("echoPhrase")).toEqual([]);
  });

  it("keep those of their own file, whichever file is looked at meanwhile", async () => {
    const { app, settled } = await openWindow();
    await settled();
    const buffer = app.active;
    const other = await newFile(app);
    if (!buffer || !other) throw new Error("two files are to be open");
    await app.sets.keep(buffer, "echoPhrase", "Morning", { PHRASE: "Hi" });
    await app.sets.load(other);
    const keeping = app.sets.keep(buffer, "echoPhrase", "Evening", { PHRASE: "Bye" });
    await Promise.all([keeping, app.sets.load(other)]);
    await app.sets.load(buffer);
    expect(app.sets.names("echoPhrase")).toEqual(["Morning", "Evening"]);
  });
});
