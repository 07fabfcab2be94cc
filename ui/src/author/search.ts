/** Finding and replacing in several texts. Pure. */
import type { TextChange } from "../bindings";

export interface Match {
  from: number;
  to: number;
  line: number;
  /** The line that it stands in. */
  text: string;
}

/** Most matches that are listed. */
const MOST = 2000;

export function matches(text: string, sought: string, matchCase: boolean): Match[] {
  const found: Match[] = [];
  if (sought === "") return found;
  const flags = matchCase ? "g" : "gi";
  const pattern = new RegExp(sought.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"), flags);
  let line = 1;
  let counted = 0;
  for (const { index, 0: hit } of text.matchAll(pattern)) {
    for (
      let at = text.indexOf("\n", counted);
      at >= 0 && at < index;
      at = text.indexOf("\n", at + 1)
    ) {
      line += 1;
      counted = at + 1;
    }
    const start = text.lastIndexOf("\n", index - 1) + 1;
    const end = text.indexOf("\n", index);
    const whole = text.slice(start, end < 0 ? undefined : end).replace(/\r$/, "");
    found.push({ from: index, to: index + hit.length, line, text: whole.trim() });
    if (found.length === MOST) break;
  }
  return found;
}

export function replacements(found: readonly Match[], by: string): TextChange[] {
  return found.map(({ from, to }) => ({ from, to, insert: by }));
}
