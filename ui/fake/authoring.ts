/** Gestures as far as pages without an engine need them. */
import type { JobField } from "../src/bindings";
import type { Commands } from "../src/platform";

const field = (name: string, control: JobField["control"], required = false): JobField => ({
  ...{ name, control, required, description: `What ${name} is for.`, expected: "text" },
  ...{ defaultValue: null, values: [], examples: [], since: null },
});

const FIELDS: Record<string, JobField[]> = {
  manifest: [
    field("apiVersion", "choice", true),
    field("metadata", "group", true),
    field("spec", "group", true),
  ],
  "manifest.spec": [
    field("backoffLimit", "number"),
    field("suspend", "truth"),
    field("template", "group", true),
  ],
  "manifest.spec.template": [field("spec", "group", true)],
  "manifest.spec.template.spec": [
    field("containers", "items", true),
    field("nodeSelector", "keyValues"),
    field("volumes", "items"),
  ],
  "manifest.spec.template.spec.volumes[0]": [field("name", "text", true)],
};

type Authoring = Pick<
  Commands,
  | "parameterOffer"
  | "makeParameter"
  | "rename"
  | "jobFields"
  | "searchFields"
  | "embedScript"
  | "readScript"
  | "podChange"
  | "mapParameter"
  | "gallery"
  | "importStages"
  | "addStage"
  | "copyStage"
  | "stageTexts"
>;

const absent = () => Promise.reject({ code: "failed", message: "Not made up.", remedy: "" });

export const authoring: Authoring = {
  parameterOffer: async (_buffer, _version, path) =>
    path.includes("args")
      ? { reason: "A mapping cannot end in an item of a list.", proposals: [] }
      : {
          reason: null,
          proposals: [
            { name: "MADE", label: "Made", description: "", value: "1", way: "mapping" as const },
          ],
        },
  makeParameter: absent,
  podChange: absent,
  mapParameter: absent,
  rename: async (_buffer, _version, stage, parameter, to) => ({
    edit: {
      kind: "set",
      path:
        parameter === null
          ? `job.preconfigured.kubernetes[${stage}].type`
          : `job.preconfigured.kubernetes[${stage}].parameters[${parameter}].name`,
      value: { kind: "text", text: to },
    },
    uses: [],
    variable: null,
    warning: "Pipelines that were saved keep the old name.",
  }),
  jobFields: async (_kind, path) => ({ fields: FIELDS[path] ?? [], dropped: [] }),
  searchFields: async (_kind, sought) =>
    Object.entries(FIELDS)
      .flatMap(([at, fields]) => fields.map((field) => ({ path: `${at}.${field.name}`, field })))
      .filter(({ field }) => field.name.toLowerCase().includes(sought.toLowerCase())),
  embedScript: async ({ shell, options, text }) => ({
    ...{ command: [shell, options], args: [text], notes: [] },
  }),
  readScript: async () => null,
  gallery: async () => [],
  importStages: absent,
  addStage: absent,
  copyStage: absent,
  stageTexts: async () => null,
};
