import { describe, expect, it } from "vitest";
import { analyze } from "../fake/analysis";
import {
  freshName,
  map,
  parameterFor,
  readKey,
  remove,
  text,
  typed,
  writtenKey,
} from "../src/design/edits";
import { freshStage, newStage } from "../src/design/fresh";
import { mappingTo, targets } from "../src/design/mapping";
import { generic, rest } from "../src/design/rest";
import { child, deepest, find, place } from "../src/state/tree";
import type { StageSummary } from "../src/bindings";
import sample from "../fake/orca-local.yml?raw";

const [echo, , , titus, webhook] = analyze(sample).views.map(({ tree }) => tree);
if (!echo || !titus || !webhook) throw new Error("the sample lost its stages");

describe("what a parameter can set", () => {
  it("is offered with a name for people, environment first", () => {
    const names = targets(echo).map(({ name }) => name);
    expect(names.slice(0, 2)).toEqual(["hello › env PHRASE", "hello › image"]);
    expect(names).toContain("Job namespace");
    expect(names).toContain("pod serviceAccountName");
    expect(names).toContain("account");
  });

  it("leaves out what Orca cannot reach: list items, keys with dots", () => {
    const mappings = targets(echo).map(({ mapping }) => mapping);
    expect(mappings.filter((mapping) => /\.(args|command)|part-of/.test(mapping))).toEqual([]);
    const args = place(echo, "manifest", "spec", "template", "spec", "containers", 0, "args", 0);
    expect(mappingTo(echo, args.path)).toBeNull();
  });
});

describe("the rest of a stage", () => {
  it("is what has no field, each named once", () => {
    expect(rest(echo, "kubernetes").map(({ name, value }) => [name, value])).toEqual([
      ["Job podReplacementPolicy", "Failed"],
      ["pod serviceAccountName", "echo"],
      ["pod volumes", ""],
    ]);
  });

  it("shows a field of the wrong shape in the YAML", () => {
    const odd = analyze("- type: a\n  manifest:\n    metadata: [x]\n").views[0]?.tree;
    expect(odd && rest(odd, "kubernetes").map(({ name }) => name)).toEqual(["Job metadata"]);
  });

  it("has generic fields for what the cards of Titus and webhook stages do not show", () => {
    const other = analyze(
      "job:\n  preconfigured:\n    titus:\n      - type: t\n        cluster:\n          imageId: a\n          iamProfile: b\n" +
        "webhook:\n  preconfigured:\n    - type: w\n      url: u\n      signalCancellation: true\n      retryStatusCodes: [1]\n",
    ).views.map(({ tree }) => tree);
    const [job, hook] = other;
    if (!job || !hook) throw new Error("two stages");
    expect(generic(job, "titus").map(({ name }) => name)).toEqual(["cluster › iamProfile"]);
    expect(generic(hook, "webhook").map(({ name }) => name)).toEqual(["signalCancellation"]);
    expect(rest(hook, "webhook").map(({ name }) => name)).toEqual(["retryStatusCodes"]);
    expect(generic(titus, "titus").map(({ name }) => name)).not.toContain("cluster › imageId");
    expect(generic(webhook, "webhook")).toEqual([]);
  });
});

describe("edits", () => {
  it("write numbers as numbers and anything else as text", () => {
    expect(typed("number", "3")).toEqual({ kind: "number", text: "3" });
    expect(typed("number", "${n}")).toEqual({ kind: "text", text: "${n}" });
    expect(typed("mono", "3")).toEqual({ kind: "text", text: "3" });
  });

  it("guard map keys that Spring would mangle, but not in plugins", () => {
    expect(writtenKey("app.kubernetes.io/name", "profile")).toBe("[app.kubernetes.io/name]");
    expect(writtenKey("app.kubernetes.io/name", "plugin")).toBe("app.kubernetes.io/name");
    expect(writtenKey("a.b", "profile")).toBe("a.b");
    expect(writtenKey("nvidia.com", "profile", true)).toBe("[nvidia.com]");
    expect(readKey("[a/b]")).toBe("a/b");
  });

  it("take a collection away with its last entry", () => {
    const one = analyze("- type: a\n  manifest:\n    metadata:\n      labels:\n        x: y\n");
    const root = one.views[0]?.tree;
    const path = "[0].manifest.metadata.labels.x";
    expect(root && remove(root, path)).toEqual({
      kind: "remove",
      path: "[0].manifest.metadata.labels",
    });
  });

  it("give new things names that are free", () => {
    expect(freshName("A", ["A", "A2"])).toBe("A3");
  });

  it("make a parameter of a value, its text as the default", () => {
    const edit = parameterFor(echo, "BUILD_TAG", "manifest.x", "latest");
    expect(edit).toEqual({
      kind: "insert",
      path: "job.preconfigured.kubernetes[0].parameters[3]",
      value: map(
        ["name", text("BUILD_TAG")],
        ["label", text("Build tag")],
        ["mapping", text("manifest.x")],
        ["defaultValue", text("latest")],
      ),
    });
  });
});

describe("a new stage", () => {
  const stage = freshStage(["newStage"]);
  const at = (path: string, kind: StageSummary["kind"] = "kubernetes"): StageSummary => ({
    ...{
      index: 0,
      kind,
      label: "",
      type: "",
      path,
      line: 1,
      errors: 0,
      warnings: 0,
      broken: false,
    },
  });

  it("goes after the last one", () => {
    expect(newStage([at("job.preconfigured.kubernetes[4]")], stage)).toMatchObject({
      path: "job.preconfigured.kubernetes[5]",
      edit: { kind: "insert" },
    });
    expect(newStage([at("[0]")], stage)?.path).toBe("[1]");
  });

  it("begins the list in a file without one", () => {
    expect(newStage([at("webhook.preconfigured[0]", "webhook")], stage)).toMatchObject({
      path: "job.preconfigured.kubernetes[0]",
      edit: { kind: "set", path: "job.preconfigured.kubernetes" },
    });
  });

  it("does not go into a plugin, which holds one", () => {
    expect(newStage([at("")], stage)).toBeNull();
  });

  it("has a type of its own and a Job that can run twice", () => {
    const written = JSON.stringify(stage);
    expect(written).toContain('["type",{"kind":"text","text":"newStage2"}]');
    expect(written).toContain("generateName");
    expect(written).toContain("ttlSecondsAfterFinished");
  });
});

describe("the tree", () => {
  it("finds properties in Spring's relaxed spelling", () => {
    const root = analyze("- type: a\n  wait-for-completion: true\n").views[0]?.tree;
    expect(child(root, "waitForCompletion")?.text).toBe("true");
    expect(root && place(root, "waitForCompletion").path).toBe("[0].wait-for-completion");
  });

  it("names the place of what is not there", () => {
    expect(place(echo, "manifest", "spec", "suspend")).toEqual({
      node: null,
      path: "job.preconfigured.kubernetes[0].manifest.spec.suspend",
    });
  });

  it("finds the innermost node at a place in the text", () => {
    const line = sample.split("\n").findIndex((text) => text.includes("value: placeholder")) + 1;
    expect(deepest(echo, { line, column: 33 })?.text).toBe("placeholder");
    expect(deepest(echo, { line: 1, column: 0 })).toBeNull();
    expect(find(echo, `${echo.path}.label`)?.text).toBe("Echo");
  });
});
