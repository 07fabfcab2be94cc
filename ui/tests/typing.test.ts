/** What a key asks of the engine: one question, whose answer is whole. */
import { waitFor } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { openWindow, type Opened } from "./window";

/** Types into the label's value, as a key in the text does. */
async function type({ app, settled }: Opened, insert: string): Promise<void> {
  const { active } = app;
  if (!active) throw new Error("nothing is open");
  const at = active.text.indexOf("label: Echo") + "label: Echo".length;
  active.dispatch({ changes: { from: at, insert } });
  await settled();
}

const previewed = () => document.documentElement.dataset.previewed;

describe("a key", () => {
  it("is one question to the engine, whose answer brings the preview", async () => {
    const opened = await openWindow();
    await waitFor(() => expect(previewed()).toMatch(/:filled$/));
    opened.fake.calls.length = 0;
    await type(opened, "s");
    const { app } = opened;
    await waitFor(() =>
      expect(previewed()).toBe(`${app.active?.id}:${app.active?.version}:filled`),
    );
    expect(opened.fake.calls.filter((call) => /change|preview/.test(call))).toEqual(["change"]);
  });

  it("asks for no preview where none is shown", async () => {
    const opened = await openWindow();
    opened.app.layout.previewShown = false;
    await waitFor(() => expect(document.querySelector("#preview-lines")).toBeNull());
    const before = opened.app.author.preview;
    await type(opened, "s");
    expect(opened.app.author.preview).toBe(before);
  });

  it("has another value, chosen while it is under way, previewed after it", async () => {
    const opened = await openWindow();
    const { app, fake } = opened;
    await waitFor(() => expect(previewed()).toMatch(/:filled$/));
    let go: () => void = () => undefined;
    fake.delay = () => new Promise((resolve) => (go = resolve));
    const typed = type(opened, "s");
    await waitFor(() => expect(fake.calls.at(-1)).toBe("change"));
    app.author.step = "loaded";
    fake.delay = () => Promise.resolve();
    go();
    await typed;
    await waitFor(() => expect(previewed()).toMatch(/:loaded$/));
    expect(app.author.preview?.version).toBe(app.active?.version);
  });

  it("leaves what it did not change as it was", async () => {
    const opened = await openWindow();
    await waitFor(() => expect(previewed()).toMatch(/:filled$/));
    const { author, active } = opened.app;
    const [lines, stages] = [author.preview?.lines ?? [], active?.stages ?? []];
    await type(opened, "s");
    await waitFor(() => expect(author.preview?.version).toBe(active?.version));
    const kept = author.preview?.lines.filter((line, at) => line === lines[at]) ?? [];
    expect(kept.length).toBeGreaterThan(lines.length / 2);
    expect(active?.stages[1]).toBe(stages[1]);
    expect(active?.stages[0]).not.toBe(stages[0]);
  });
});

describe("the lines of the stage", () => {
  it("are marked after keys that came while another was under way", async () => {
    const opened = await openWindow({ mode: "yaml" });
    const { app, fake, settled } = opened;
    const { active } = app;
    if (!active) throw new Error("nothing is open");
    const marked = () => document.querySelectorAll(".cm-stage").length;
    await settled();
    await waitFor(() => expect(marked()).toBeGreaterThan(2));
    const before = marked();
    const at = active.text.indexOf("    ", active.text.indexOf("label: Echo"));
    let go: () => void = () => undefined;
    fake.delay = () => new Promise((resolve) => (go = resolve));
    active.dispatch({ changes: { from: at, insert: "    # a\n" } });
    await waitFor(() => expect(fake.calls.at(-1)).toBe("change"));
    // The second key changes nothing of the stage but its remark.
    active.dispatch({ changes: { from: at + 7, insert: "b" } });
    fake.delay = () => Promise.resolve();
    go();
    await settled();
    await waitFor(() => expect(marked()).toBe(before + 1));
  });
});
