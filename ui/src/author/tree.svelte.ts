/** What of the Job's tree is open, and fields that are shown before they have a value. */
import { createContext } from "svelte";
import type { FieldControl, JobField, New, Tree } from "../bindings";
import { list, map, text } from "./values";
import type { Tables } from "./tables.svelte";

export class TreeState {
  readonly tables: Tables;
  target: () => string;
  #open: Record<string, boolean> = $state({});
  /** Fields added and not yet set, by the path they will have. */
  #fresh: Record<string, boolean> = $state({});

  constructor(tables: Tables, target: () => string) {
    this.tables = tables;
    this.target = target;
  }

  isOpen(path: string, byDefault: boolean): boolean {
    return this.#open[path] ?? byDefault;
  }

  toggle(path: string, open: boolean): void {
    this.#open[path] = open;
  }

  isFresh(path: string): boolean {
    return this.#fresh[path] ?? false;
  }

  /** Shows a field that has no value yet. */
  add(path: string): void {
    this.#fresh[path] = true;
    this.#open[path] = true;
  }

  forget(path: string): void {
    this.#fresh[path] = false;
  }
}

export const [useTree, provideTree] = createContext<TreeState>();

/** Whether a control is a row of its own or holds rows. */
export function holdsRows(control: FieldControl): boolean {
  return control === "group" || control === "items";
}

/** What a new item of a list begins with: what it must have. */
export function freshItem(fields: readonly JobField[]): New {
  const required = fields.filter(({ required, control }) => required && !holdsRows(control));
  const first = required.length > 0 ? required : fields.filter(({ name }) => name === "name");
  const begin = first.length > 0 ? first : fields.slice(0, 1);
  return map(...begin.map((field): [string, New] => [field.name, sample(field)]));
}

function sample({ control, name, values, examples }: JobField): New {
  if (control === "number" || control === "seconds") return { kind: "number", text: "0" };
  if (control === "truth") return { kind: "boolean", value: false };
  if (control === "words") return list();
  if (control === "port") return { kind: "number", text: "80" };
  if (control === "choice") return text(values[0] ?? "");
  return text(examples[0] ?? (name === "name" ? "new" : ""));
}

/** The names of the Job's volumes or containers, for references to them. */
export function named(pod: Tree | null, lists: readonly string[]): string[] {
  const items = (pod?.children ?? []).filter(({ key }) => key !== null && lists.includes(key));
  return items
    .flatMap(({ children }) => children)
    .map((item) => item.children.find(({ key }) => key === "name")?.text ?? "")
    .filter(Boolean);
}
