import { screen } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { addStage, at, entries, put, read, rename, untyped } from "../src/state/execution";
import { expectAccessible, openWindow } from "./window";

const SAMPLES = "stage-designer.samples.json";

describe("a sample execution", () => {
  it("is read from one execution or the first of a list", () => {
    expect(read('{"id": "1"}')).toEqual({ execution: { id: "1" } });
    expect(read('[{"id": "1"}, {"id": "2"}]')).toEqual({ execution: { id: "1" } });
    expect(read(" ")).toEqual({ problem: "empty" });
    expect(read("{")).toEqual({ problem: "notJson" });
    expect(read("[]")).toEqual({ problem: "noExecution" });
    expect(read('"x"')).toEqual({ problem: "noExecution" });
  });

  it("changes at one place and nowhere else", () => {
    const before = { trigger: { type: "manual", extra: [1, { a: 2 }] }, other: null };
    const after = put(before, ["trigger", "extra", 1, "a"], 3);
    expect(after).toEqual({ trigger: { type: "manual", extra: [1, { a: 3 }] }, other: null });
    expect(before.trigger.extra[1]).toEqual({ a: 2 });
    expect(put(before, ["trigger", "extra", 0], undefined)).toEqual({
      ...{ trigger: { type: "manual", extra: [{ a: 2 }] }, other: null },
    });
    expect(put({}, ["trigger", "parameters", "x"], "1")).toEqual({
      trigger: { parameters: { x: "1" } },
    });
  });

  it("keeps the type of a value that is no text", () => {
    expect(entries({ a: 1, b: "1", c: ["x"] })).toEqual([
      ...[
        { key: "a", text: "1" },
        { key: "b", text: "1" },
        { key: "c", text: '["x"]' },
      ],
    ]);
    expect(untyped("2", 1)).toBe(2);
    expect(untyped("2", "1")).toBe("2");
    expect(untyped("2x", 1)).toBe("2x");
  });

  it("renames in place, and never over another entry", () => {
    expect(Object.keys(rename({ a: 1, b: 2 }, "a", "c"))).toEqual(["c", "b"]);
    expect(rename({ a: 1, b: 2 }, "a", "b")).toEqual({ a: 1, b: 2 });
  });

  it("gets stages that come after all others", () => {
    const made = addStage(addStage({}));
    expect(at(made, ["stages", 1, "requisiteStageRefIds"])).toEqual(["1"]);
  });
});

describe("the panel of the sample execution", () => {
  it("changes a parameter, and the preview asks with it", async () => {
    const { user, app, fake, container } = await openWindow();
    await user.click(screen.getByRole("button", { name: "Sample execution…" }));
    await user.click(screen.getByRole("button", { name: "Add to Parameters" }));
    await user.type(screen.getByRole("textbox", { name: "Value of name" }), "7");
    expect(JSON.parse(app.author.sample.sent ?? "{}")).toMatchObject({
      trigger: { parameters: { name: "7" } },
    });
    await expectAccessible(container);
    expect(
      Object.keys(fake.disk).find((path) => path.endsWith(SAMPLES)),
      "not by typing",
    ).toBe(undefined);
    await user.click(screen.getByRole("button", { name: "Keep this execution" }));
    const kept = () => Object.entries(fake.disk).find(([path]) => path.endsWith(SAMPLES))?.[1];
    await expect.poll(kept).toContain('\\"name\\": \\"7\\"');
    expect(screen.queryByRole("button", { name: "Keep this execution" })).toBeNull();
  });

  it("takes a pasted execution, says what is wrong with another, and goes back", async () => {
    const { user, app } = await openWindow();
    await user.click(screen.getByRole("button", { name: "Sample execution…" }));
    await user.click(screen.getByRole("button", { name: "As JSON" }));
    const box = screen.getByRole("textbox", { name: /JSON/ });
    await user.clear(box);
    await user.paste('[{"application": "shop"}]');
    expect(JSON.parse(app.author.sample.sent ?? "")).toEqual({ application: "shop" });
    await user.type(box, "x");
    expect(screen.getByText(/not JSON yet/)).toBeTruthy();
    expect(JSON.parse(app.author.sample.sent ?? "")).toEqual({ application: "shop" });
    await user.click(screen.getByRole("button", { name: "Back to the built-in one" }));
    expect(app.author.sample.sent).toBeNull();
  });

  it("comes back with the file's samples", async () => {
    const samples = { environment: [], artifacts: "", execution: '{"application": "kept"}' };
    const { app } = await openWindow({
      prepare: (fake) => (fake.disk[`/w/${SAMPLES}`] = JSON.stringify(samples)),
    });
    await expect.poll(() => app.author.sample.sent).toContain("kept");
  });
});

describe("expressions in the text", () => {
  it("are marked by what becomes of them", async () => {
    const text =
      "job:\n  preconfigured:\n    kubernetes:\n    - label: A\n      type: a\n      account: ${parameters.x} ${VAR}\n";
    const { container } = await openWindow({ text, mode: "yaml" });
    await expect
      .poll(() => [...container.querySelectorAll(".cm-expression")].map((found) => found.className))
      .toEqual(["cm-expression cm-taken", "cm-expression cm-survives"]);
  });
});
