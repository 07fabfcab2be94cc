import { describe, expect, it } from "vitest";
import { after, formatPath, isWithin, join, parsePath, splitLast } from "../src/state/path";

describe("paths", () => {
  it.each([
    "",
    "job.preconfigured.kubernetes[0].label",
    "[3].manifest",
    "labels['a.b/c']",
    "labels['it''s']['[x]']",
    "1:job",
    "größe.x-y_z/$",
  ])("%s reads back as it was written", (text) => {
    const path = parsePath(text);
    expect(path && formatPath(path)).toBe(text);
  });

  it.each(["a..b", "a[", "a['x", ".a", "a[1"])("%s is no path", (text) => {
    expect(parsePath(text)).toBeNull();
  });

  it("quotes keys with other characters when it joins", () => {
    expect(join("metadata.labels", "app.kubernetes.io/name")).toBe(
      "metadata.labels['app.kubernetes.io/name']",
    );
    expect(join("1:a", 2, "b")).toBe("1:a[2].b");
  });

  it("tells what lies within what, by steps and not by letters", () => {
    expect(isWithin("a.bc", "a.b")).toBe(false);
    expect(after("a.b[1].c", "a.b")).toEqual([1, "c"]);
    expect(after("1:a", "a")).toBeNull();
    expect(isWithin("a", "")).toBe(true);
  });

  it("splits off the last step", () => {
    expect(splitLast("a.b[1]")).toEqual({ parent: "a.b", last: 1 });
    expect(splitLast("")).toBeNull();
  });
});
