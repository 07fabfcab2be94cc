/** The log of a run while it floods in. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Fake } from "../fake/platform";
import { marked } from "../src/run/ansi";
import { LogView } from "../src/run/log.svelte";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function flooded() {
  const { commands } = new Fake({});
  let [total, asked] = [1000, 0];
  commands.logPage = async (_run, _file, from, count) => {
    asked += 1;
    const lines = Array.from({ length: count }, (_, at) => ({
      ...{ at: null, text: `line ${from + at}`, more: 0 },
    }));
    return { total, from, lines };
  };
  const view = new LogView(commands, "r1", "p.main.0.log");
  return { view, asked: () => asked, grow: (by: number) => (total += by) };
}

describe("a log that floods in", () => {
  it("is asked for a few times a second, however many lines come", async () => {
    const { view, asked, grow } = flooded();
    view.grew(1000);
    const flood = setInterval(() => grow(100), 1);
    const news = setInterval(() => view.grew(view.total + 5000), 100);
    await vi.advanceTimersByTimeAsync(2000);
    clearInterval(flood);
    clearInterval(news);
    expect(asked()).toBeGreaterThan(10);
    expect(asked()).toBeLessThan(45);
  });

  it("ends with its last lines in sight, whatever was told of it last", async () => {
    const { view, grow } = flooded();
    grow(5000);
    view.grew(1000);
    await vi.advanceTimersByTimeAsync(1000);
    expect([view.total, view.first]).toEqual([6000, 6000 - view.visible]);
    expect(view.from + view.lines.length).toBeGreaterThanOrEqual(6000);
  });

  it("is not asked for where nothing new comes", async () => {
    const { view, asked } = flooded();
    view.grew(1000);
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked()).toBe(1);
  });
});

describe("a text that stands in a line thousands of times", () => {
  it("is marked everywhere", () => {
    vi.useRealTimers();
    const text = "ab".repeat(2000);
    const all = marked([{ text, looks: "" }], "a");
    expect(all.filter(({ hit }) => hit)).toHaveLength(2000);
    expect(all.map((piece) => piece.text).join("")).toBe(text);
  });
});
