/** The stand-in's answers about what Spinnaker does around a stage. */
import type {
  LogLink,
  Outputs,
  OutputsRequest,
  Registration,
  Samples,
  UpgradeChange,
  ValueSet,
} from "../src/bindings";
import type { Commands } from "../src/platform";
import type { Analysis } from "./analysis";

/** As clouddriver would, for the plainest lines. */
export function outputsOf({ text, artifact }: OutputsRequest): Outputs {
  const nothing = { lines: [], outputs: [], error: null, untold: 0 };
  if (artifact) {
    const ok = text.trimStart().startsWith("{");
    return { ...nothing, error: ok ? null : "Failed to deserialize artifact as JSON" };
  }
  const found = text.split("\n").flatMap((line, index) => {
    const [, key, value] = /^SPINNAKER_PROPERTY_(\w+)=(.*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined) return [];
    return [{ line: index + 1, key: key.toLowerCase(), value }];
  });
  return {
    ...nothing,
    lines: found.map(({ line, key, value }) => ({
      line,
      accepted: value !== "",
      words: [value === "" ? "is ignored: the value is empty" : `gives \`${key}\``],
    })),
    outputs: found
      .filter(({ value }) => value !== "")
      .map(({ key, value }) => ({
        ...{ key, value: JSON.stringify(value), expression: `\${${key}}`, notes: [] },
      })),
  };
}

export function linkOf(): LogLink {
  return {
    template: "https://logs/{{ metadata.name }}",
    url: null,
    problems: ["ReferenceError: metadata is not defined"],
  };
}

export function registrationOf(analysis: Analysis): Registration {
  const entries = analysis.views.map(({ summary }) => ({
    label: summary.label,
    type: summary.type,
    note: null,
    stageJson: JSON.stringify({ type: summary.type, alias: "preconfiguredJob" }, null, 2),
  }));
  return { entries, hidden: [], problems: [] };
}

export function upgradeOf(old: string): UpgradeChange[] {
  if (old !== "2025.0") return [];
  const range = { from: { line: 3, column: 0 }, to: { line: 3, column: 4 } };
  return [{ stage: null, what: "Orca no longer starts: empty-dir", bad: true, range }];
}

/** Samples and value sets in a file beside the stage file, on the stand-in's disk. */
export function keptCommands(
  of: (buffer: number) => { disk: Record<string, string>; file: string | null },
): Pick<Commands, "samples" | "keepSamples" | "valueSets" | "keepValueSets"> {
  const kept = (buffer: number) => {
    const { disk, file } = of(buffer);
    const path = file?.replace(/[^/]*$/, "stage-designer.samples.json") ?? null;
    const parts: Partial<Samples> & { sets?: ValueSet[] } = JSON.parse(disk[path ?? ""] ?? "{}");
    const keep = (part: object) => {
      disk[path ?? ""] = JSON.stringify({ ...parts, ...part });
      return path ?? "";
    };
    return { path, parts, keep };
  };
  return {
    async samples(buffer) {
      const { path, parts } = kept(buffer);
      const { environment = [], artifacts = "", execution = "" } = parts;
      return { samples: { environment, artifacts, execution }, path };
    },
    keepSamples: async (buffer, samples) => kept(buffer).keep(samples),
    async valueSets(buffer) {
      const { path, parts } = kept(buffer);
      return { sets: parts.sets ?? [], path };
    },
    async keepValueSets(buffer, type, sets) {
      const { parts, keep } = kept(buffer);
      const others = (parts.sets ?? []).filter(({ stageType }) => stageType !== type);
      const now = sets.map((set) => ({ ...set, stageType: type }));
      return keep({ sets: [...others, ...now] });
    },
  };
}
