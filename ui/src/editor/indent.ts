/**
 * Where a new line of YAML begins: below a key without a value one step
 * further in, in a list item below its first key, else where the line above
 * begins. An empty line does not count.
 */
import { indentService } from "@codemirror/language";
import type { Extension, Text } from "@codemirror/state";

const STEP = 2;

/**
 * The column at which the line after `above` begins; where that opens something
 * which `below` already is part of, it begins where `below` does.
 */
export function columnAfter(above: string, below = ""): number {
  const [, spaces = "", dashes = "", content = ""] = /^( *)((?:- +)*)(.*)$/.exec(above) ?? [];
  const text = content.replace(/\s+#.*$/, "").trimEnd();
  const column = spaces.length + dashes.length;
  const opens = /^(?!#)(?!.*:\s)[^"'{[]*:$/.test(text) || /^(["']).*\1:$/.test(text);
  const block = /:\s+(?:&\S+\s+|!\S+\s+)*[|>][+\-\d]*$/.test(text);
  if (opens || block) {
    const [lead = "", dash] = /^ *(- )?/.exec(below) ?? [];
    const inside = lead.length - (dash ? 2 : 0);
    return below !== "" && (inside > column || (dash && inside === column))
      ? inside
      : column + STEP;
  }
  // After an item that is a single value comes the next item.
  return dashes !== "" && !/:(\s|$)/.test(text) ? spaces.length : column;
}

function nextText(doc: Text, number: number): string {
  for (let next = number + 1; next <= doc.lines; next++) {
    const { text } = doc.line(next);
    if (text.trim() !== "") return text;
  }
  return "";
}

export const indentation: Extension = indentService.of((context, position) => {
  const { doc } = context.state;
  const at = doc.lineAt(position);
  // Enter asks about the text before the break that it makes.
  const broken = context.simulatedBreak === position;
  if (broken) {
    const before = at.text.slice(0, position - at.from);
    if (before.trim() !== "") return columnAfter(before, nextText(doc, at.number));
  }
  for (let number = at.number - 1; number > 0; number--) {
    const { text } = doc.line(number);
    if (text.trim() !== "") return columnAfter(text);
  }
  return 0;
});
