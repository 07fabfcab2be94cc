/** Findings are explained beside their place, and fixes shown before they are made. */
import { Text } from "@codemirror/state";
import { screen, waitFor, within } from "@testing-library/svelte";
import { describe, expect, it } from "vitest";
import { hunks } from "../src/problems/diff";
import { expectAccessible, openWindow } from "./window";

const problems = () => within(screen.getByRole("region", { name: "Problems" }));
const RULE = "fixed-job-name";
const about = () => screen.findByRole("region", { name: `About ${RULE}` });

async function drawn(text: string, ...changes: [number, number, string][]): Promise<string[][]> {
  const all = changes.map(([from, to, insert]) => ({ from, to, insert }));
  const sign = { same: " ", gone: "-", new: "+" };
  return (await hunks(Text.of(text.split("\n")), all)).map((lines) =>
    lines.map(({ kind, number, text: line }) => `${sign[kind]}${number} ${line}`),
  );
}

describe("a change of lines", () => {
  it("is shown with what is around it, far ones apart", async () => {
    const text = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj";
    expect(await drawn(text, [4, 5, "C"], [18, 19, "J\nK"])).toEqual([
      [" 1 a", " 2 b", "-3 c", "+3 C", " 4 d", " 5 e"],
      [" 8 h", " 9 i", "-10 j", "+10 J", "+11 K"],
    ]);
  });

  it("keeps what stays between two changes of one stretch", async () => {
    expect(await drawn("a\nb\nc\nd", [0, 1, "x"], [4, 5, "y"])).toEqual([
      ["-1 a", "+1 x", " 2 b", "-3 c", "+3 y", " 4 d"],
    ]);
  });

  it("shows new lines and lines that go at the ends", async () => {
    expect(await drawn("a", [1, 1, "\nb"])).toEqual([[" 1 a", "+2 b"]]);
    expect(await drawn("a\nb", [0, 2, ""])).toEqual([["-1 a", " 2 b"]]);
    expect(await drawn("", [0, 0, "a"])).toEqual([["-1 ", "+1 a"]]);
  });
});

describe("an explanation", () => {
  it("opens beside the list, follows the arrow keys, and closes with Escape", async () => {
    const { user, container } = await openWindow();
    await user.click(problems().getByRole("button", { name: `Explain ${RULE}` }));
    const told = await about();
    await waitFor(() => expect(told.textContent).toContain("Two runs of kubectl meet."));
    expect(within(told).getByRole("group", { name: "Wrong" }).textContent).toBe("name: a");
    expect(within(told).getByRole("group", { name: "Right" }).textContent).toBe("generateName: a-");
    await expectAccessible(container);
    document.querySelectorAll<HTMLElement>("[data-problem]")[0]?.focus();
    await user.keyboard("{ArrowDown}");
    expect(screen.queryByRole("region", { name: `About ${RULE}` })).toBeNull();
    expect(screen.getByRole("region", { name: /^About/ })).toBeTruthy();
    await user.keyboard("{Escape}");
    expect(screen.queryByRole("region", { name: /^About/ })).toBeNull();
    await user.keyboard("{ArrowRight}");
    expect(screen.getByRole("region", { name: /^About/ })).toBeTruthy();
  });

  it("opens below the field that it is about, with the fix's changes, one step to undo", async () => {
    const { user, form, text, app, settled } = await openWindow();
    const before = text();
    await user.click(form().getByRole("button", { name: "Use generateName" }));
    const told = await about();
    const group = await within(told).findByRole("group", { name: /what changes/ });
    const of = (kind: string) =>
      [...group.querySelectorAll(`[data-diff=${kind}] .text`)].map((it) => it.textContent.trim());
    expect(of("gone")).toContain("name: say-hello");
    expect(of("new")).toContain("generateName: say-hello-");
    expect(text()).toBe(before);
    await user.click(within(told).getByRole("button", { name: "Apply" }));
    await settled();
    expect(text()).toContain("generateName: say-hello-");
    expect(screen.queryByRole("region", { name: `About ${RULE}` })).toBeNull();
    app.undo();
    await settled();
    expect(text()).toBe(before);
  });

  it("opens below its line of the text, from the message at the line's end", async () => {
    const { user } = await openWindow({ mode: "yaml" });
    const message = await waitFor(() => {
      const found = document.querySelector<HTMLElement>(".cm-problem-warning");
      expect(found?.textContent).toContain("Two runs at once would replace each other.");
      return found as HTMLElement;
    });
    await user.click(message);
    const told = await about();
    expect(told.closest(".cm-explained")).not.toBeNull();
    await user.click(within(told).getByRole("button", { name: "Use generateName" }));
    await user.click(await within(told).findByRole("button", { name: "Leave it" }));
    expect(document.querySelector(".cm-explained")).toBeNull();
  });

  it("says so where there is nothing to explain", async () => {
    const { user, app } = await openWindow();
    app.select("", "files");
    await user.keyboard("{Control>}.{/Control}");
    await waitFor(() => expect(app.said).toBe("There is no problem here."));
  });
});

describe("all safe fixes", () => {
  it("are shown before they are made, of one rule or all, and undone at once", async () => {
    const { user, text, app, settled } = await openWindow();
    const before = text();
    await user.click(problems().getByRole("button", { name: "Fix all safe ones…" }));
    const rule = await screen.findByRole("combobox", { name: "Problems" });
    await user.selectOptions(rule, RULE);
    await user.click(await screen.findByRole("button", { name: "Make 1 fix" }));
    await settled();
    expect(text()).toContain("generateName: say-hello-");
    expect(app.task).toBeNull();
    app.undo();
    await settled();
    expect(text()).toBe(before);
  });
});
