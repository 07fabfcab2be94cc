/** The stand-in's answers about what Spinnaker does around a stage. */
import type {
  KeptSamples,
  LogLink,
  Outputs,
  OutputsRequest,
  Registration,
  Samples,
  UpgradeChange,
} from "../src/bindings";
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

/** Samples in a file beside the stage file, on the stand-in's disk. */
export class Kept {
  #disk: Record<string, string>;

  constructor(disk: Record<string, string>) {
    this.#disk = disk;
  }

  path(file: string | null): string | null {
    return file === null ? null : file.replace(/[^/]*$/, "stage-designer.samples.json");
  }

  read(file: string | null): KeptSamples {
    const path = this.path(file);
    const text = path === null ? undefined : this.#disk[path];
    const samples =
      text === undefined ? { environment: [], artifacts: "", execution: "" } : JSON.parse(text);
    return { samples: samples as Samples, path };
  }

  write(file: string | null, samples: Samples): string {
    const path = this.path(file) ?? "";
    this.#disk[path] = JSON.stringify(samples);
    return path;
  }
}
