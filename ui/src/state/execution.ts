/**
 * A sample execution as Orca's JSON: read from what was pasted, and changed
 * field by field. Every change gives a new value; what no form shows stays.
 */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Fields = { [key: string]: Json };

export type Read = { execution: Fields } | { problem: "empty" | "notJson" | "noExecution" };

/** One execution, be it alone or the first of a list, as Gate answers both. */
export function read(text: string): Read {
  if (text.trim() === "") return { problem: "empty" };
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch {
    return { problem: "notJson" };
  }
  const one = Array.isArray(json) ? json[0] : json;
  return isFields(one) ? { execution: one } : { problem: "noExecution" };
}

export function write(execution: Fields): string {
  return `${JSON.stringify(execution, null, 2)}\n`;
}

export function isFields(json: Json | undefined): json is Fields {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/** The way to a value inside: keys and indices. */
export type Way = readonly (string | number)[];

export function at(json: Json | undefined, way: Way): Json | undefined {
  return way.reduce<Json | undefined>((value, step) => {
    if (typeof step === "number") return Array.isArray(value) ? value[step] : undefined;
    return isFields(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, json);
}

/** The execution with another value at a place; `undefined` takes it out. */
export function put(json: Json | undefined, way: Way, value: Json | undefined): Json {
  const [step, ...rest] = way;
  if (step === undefined) return value ?? null;
  if (typeof step === "number") {
    const items = Array.isArray(json) ? json : [];
    if (rest.length === 0 && value === undefined) return items.filter((_, index) => index !== step);
    const made = put(items[step], rest, value);
    return step < items.length ? items.with(step, made) : [...items, made];
  }
  const fields = isFields(json) ? json : {};
  if (rest.length === 0 && value === undefined) {
    return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== step));
  }
  return { ...fields, [step]: put(at(fields, [step]), rest, value) };
}

/** The entries of a map, each as it can be typed. */
export function entries(json: Json | undefined): { key: string; text: string }[] {
  if (!isFields(json)) return [];
  return Object.entries(json).map(([key, value]) => ({ key, text: typed(value) }));
}

/** A text as it is, all else as JSON. */
export function typed(value: Json | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** What was typed, as the type that stood there: only texts stay texts. */
export function untyped(text: string, before: Json | undefined): Json {
  if (before === undefined || typeof before === "string") return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

/** A key under another name, in its place; a name that is taken changes nothing. */
export function rename(json: Json | undefined, key: string, to: string): Fields {
  const fields = isFields(json) ? json : {};
  if (Object.hasOwn(fields, to)) return fields;
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name === key ? to : name, value]),
  );
}

/** A name that no entry has yet. */
export function free(json: Json | undefined, base: string): string {
  const taken = isFields(json) ? json : {};
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}${number}`;
    if (!Object.hasOwn(taken, name)) return name;
  }
}

/** One stage more, after all others, with an output to fill in. */
export function addStage(execution: Fields): Fields {
  const stages = stagesOf(execution);
  const refIds = stages.map((stage) => typed(at(stage, ["refId"])));
  let number = stages.length + 1;
  while (refIds.includes(`${number}`)) number++;
  const stage: Fields = {
    ...{ id: `sample-${number}`, refId: `${number}`, type: "wait", name: `Stage ${number}` },
    ...{ status: "SUCCEEDED", requisiteStageRefIds: refIds.slice(-1), context: {}, outputs: {} },
  };
  return { ...execution, stages: [...stages, stage] };
}

export function stagesOf(execution: Fields): Json[] {
  const stages = at(execution, ["stages"]);
  return Array.isArray(stages) ? stages : [];
}
