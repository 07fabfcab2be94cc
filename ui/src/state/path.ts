/**
 * YAML paths as the engine writes them: keys with dots between them, `[n]` for
 * an index, `['key']` for a key with other characters (a quote in it doubled).
 * A second document's paths begin with `1:`.
 */

export type Step = string | number;

export interface Path {
  readonly document: number;
  readonly steps: readonly Step[];
}

const SIMPLE = /^[\p{Alphabetic}\p{N}\-_/$]+$/u;

export function formatPath({ document, steps }: Path): string {
  let text = document > 0 ? `${document}:` : "";
  steps.forEach((step, index) => {
    if (typeof step === "number") text += `[${step}]`;
    else if (!SIMPLE.test(step)) text += `['${step.replaceAll("'", "''")}']`;
    else text += index === 0 ? step : `.${step}`;
  });
  return text;
}

/** Paths that were read: the same few hundred are asked about at every key. */
const known = new Map<string, Path | null>();
const KNOWN = 5000;

/** Reads a path; `null` when it is none. */
export function parsePath(text: string): Path | null {
  let path = known.get(text);
  if (path === undefined) {
    path = read(text);
    if (known.size >= KNOWN) known.clear();
    known.set(text, path);
  }
  return path;
}

function read(text: string): Path | null {
  const document = /^(\d+):/.exec(text);
  const steps: Step[] = [];
  let rest = document ? text.slice(document[0].length) : text;
  while (rest !== "") {
    const step = /^\['((?:[^']|'')*)'\]/.exec(rest) ?? /^\[(\d+)\]/.exec(rest);
    if (step) {
      const inside = step[1] ?? "";
      steps.push(rest.startsWith("['") ? inside.replaceAll("''", "'") : Number(inside));
      rest = rest.slice(step[0].length);
      continue;
    }
    const key = (steps.length === 0 ? /^([^.[]+)/ : /^\.([^.[]+)/).exec(rest);
    if (!key) return null;
    steps.push(key[1] ?? "");
    rest = rest.slice(key[0].length);
  }
  return { document: document ? Number(document[1]) : 0, steps };
}

/** `path` and one step more. */
export function join(path: string, ...steps: Step[]): string {
  const base = parsePath(path) ?? { document: 0, steps: [] };
  return formatPath({ document: base.document, steps: [...base.steps, ...steps] });
}

/** The steps of `path` after `base`; `null` when it does not lead through it. */
export function after(path: string, base: string): Step[] | null {
  const whole = parsePath(path);
  const start = parsePath(base);
  if (!whole || !start || whole.document !== start.document) return null;
  if (!start.steps.every((step, index) => whole.steps[index] === step)) return null;
  return whole.steps.slice(start.steps.length);
}

export function isWithin(path: string, base: string): boolean {
  return after(path, base) !== null;
}

/** The path of what holds the last step, and that step. */
export function splitLast(path: string): { parent: string; last: Step } | null {
  const whole = parsePath(path);
  const last = whole?.steps.at(-1);
  if (!whole || last === undefined) return null;
  return { parent: formatPath({ ...whole, steps: whole.steps.slice(0, -1) }), last };
}
