/** Orca's environment as lines of text. */
import type { Value } from "../bindings";

/** `NAME=VALUE` lines as variables; the last of a name counts. */
export function variables(text: string): Value[] {
  const found: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const at = line.indexOf("=");
    const name = line.slice(0, at).trim();
    if (at > 0 && name !== "" && !name.startsWith("#")) found[name] = line.slice(at + 1);
  }
  return Object.entries(found).map(([name, text]) => ({ name, text }));
}

/** Variables as lines. */
export function lines(environment: readonly Value[]): string {
  return environment.map(({ name, text }) => `${name}=${text}`).join("\n");
}
