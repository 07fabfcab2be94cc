/** What new stages and Jobs begin with: small, and safe to run twice. */
import type { Edit, New, StageSummary } from "../bindings";
import { formatPath, join, parsePath, splitLast } from "../state/path";
import { freshName, map, set, text } from "./edits";

const number = (digits: string): New => ({ kind: "number", text: digits });
const list = (...items: New[]): New => ({ kind: "list", items });

const DAY = "86400";

function dashed(type: string): string {
  return type
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/[^a-zA-Z0-9]+/g, "-")
    .toLowerCase();
}

/** A Job with a name of its own for each run, which cleans up after itself. */
export function freshJob(type: string, env: New[] = []): New {
  const command =
    env.length > 0 ? [text("echo"), text("$(MESSAGE)")] : [text("echo"), text("Hello")];
  const container = map(
    ["name", text("main")],
    ["image", text("alpine:3.22")],
    ["command", list(...command)],
  );
  if (container.kind === "map" && env.length > 0) container.entries.push(["env", list(...env)]);
  return map(
    ["apiVersion", text("batch/v1")],
    ["kind", text("Job")],
    [
      "metadata",
      map(["generateName", text(`${dashed(type) || "job"}-`)], ["namespace", text("spinnaker")]),
    ],
    [
      "spec",
      map(
        ["backoffLimit", number("0")],
        ["ttlSecondsAfterFinished", number(DAY)],
        [
          "template",
          map(["spec", map(["restartPolicy", text("Never")], ["containers", list(container)])]),
        ],
      ),
    ],
  );
}

/** A whole stage: one parameter, one container that says it. */
export function freshStage(
  taken: readonly string[],
  like?: { account: string; application: string },
): New {
  const type = freshName("newStage", taken);
  const account = like?.account || "my-account";
  return map(
    ["label", text("New stage")],
    ["type", text(type)],
    ["description", text("Says a message.")],
    ["cloudProvider", text("kubernetes")],
    ["account", text(account)],
    ["credentials", text(account)],
    ["application", text(like?.application || "my-application")],
    [
      "parameters",
      list(
        map(
          ["name", text("MESSAGE")],
          ["label", text("Message")],
          ["description", text("What the Job says.")],
          ["mapping", text("manifest.spec.template.spec.containers[0].env[0].value")],
          ["defaultValue", text("Hello")],
        ),
      ),
    ],
    ["manifest", freshJob(type, [map(["name", text("MESSAGE")], ["value", text("")])])],
  );
}

/** Where a new stage goes; `null` where the file holds one stage and no list. */
export function newStage(
  stages: readonly StageSummary[],
  stage: New,
): { edit: Edit; path: string } | null {
  const jobs = stages.filter(({ kind }) => kind === "kubernetes");
  const lists = jobs.map(({ path }) => splitLast(path)).filter((split) => split !== null);
  const last = lists.at(-1);
  if (last && typeof last.last === "number") {
    const path = join(last.parent, last.last + 1);
    return { edit: { kind: "insert", path, value: stage }, path };
  }
  if (jobs.some(({ path }) => (parsePath(path)?.steps.length ?? 0) === 0)) return null;
  const where = formatPath({ document: 0, steps: ["job", "preconfigured", "kubernetes"] });
  return { edit: set(where, { kind: "list", items: [stage] }), path: join(where, 0) };
}
