/** A preview line cut into parts to colour: indentation and dashes, key, value. */

export interface Part {
  kind: "plain" | "key" | "string" | "comment";
  text: string;
}

const ENTRY = /^(\s*(?:- )*)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#:'"][^:]*?)(:)(?=\s|$)(.*)$/;
const QUOTED = /^\s*(["'])/;

export function parts(line: string): Part[] {
  const entry = ENTRY.exec(line);
  if (!entry) return [value(line)];
  const [, indent = "", key = "", colon = "", rest = ""] = entry;
  return [
    { kind: "plain", text: indent },
    { kind: "key", text: key },
    { kind: "plain", text: colon },
    value(rest),
  ].filter(({ text }) => text !== "") as Part[];
}

function value(text: string): Part {
  if (/^\s*#/.test(text)) return { kind: "comment", text };
  return { kind: QUOTED.test(text.replace(/^\s*- /, "")) ? "string" : "plain", text };
}
