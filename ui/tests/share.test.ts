import { expect, it } from "vitest";
import { share } from "../src/state/share";

const before = () => ({
  tree: {
    kind: "map",
    children: [
      { key: "a", text: "1" },
      { key: "b", text: "2" },
    ],
  },
  uses: ["x", null],
});

it("gives back the old object when nothing changed", () => {
  const old = before();
  expect(share(old, before())).toBe(old);
});

it("keeps what did not change beside what did", () => {
  const old = before();
  const now = before();
  now.tree.children[1] = { key: "b", text: "3" };
  const shared = share(old, now);
  expect(shared).toEqual(now);
  expect(shared.tree.children[0]).toBe(old.tree.children[0]);
  expect(shared.uses).toBe(old.uses);
  expect(shared.tree).not.toBe(old.tree);
});

it.each([
  [[1, 2], [1]],
  [[1], [1, 2]],
  [{ a: undefined }, { b: undefined }],
  [{ a: 1 }, { a: 1, b: undefined }],
  [{ 0: "a" }, ["a"]],
  [null, {}],
  [{}, null],
  [{ a: {} }, { a: [] }],
  ["a", "b"],
])("never takes %j for %j", (old, now) => {
  expect(share(old, now)).toStrictEqual(now);
  expect(share(old, now)).not.toBe(old);
});
