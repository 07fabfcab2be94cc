/** What changes do to the lines of a text. */
import type { Text } from "@codemirror/state";
import type { TextChange } from "../bindings";
import { toChangeSpec } from "../state/places";
import { ChangeSet } from "@codemirror/state";

export interface DiffLine {
  kind: "same" | "gone" | "new";
  /** Its line in the text it is of. */
  number: number;
  text: string;
}

/** Lines around a change that are shown with it. */
const AROUND = 2;

/** More pairs of lines are not compared one by one: all go, all come. */
const PAIRS = 250_000;

/** The changed lines with those around them, a group for each stretch of the text. */
export function hunks(doc: Text, changes: readonly TextChange[]): DiffLine[][] {
  const made = ChangeSet.of(toChangeSpec(changes), doc.length, "\n");
  const after = made.apply(doc);
  const groups: { from: number; to: number }[] = [];
  for (const change of [...changes].sort((a, b) => a.from - b.from)) {
    const from = Math.max(1, doc.lineAt(change.from).number - AROUND);
    const to = Math.min(doc.lines, doc.lineAt(change.to).number + AROUND);
    const last = groups.at(-1);
    if (last && from <= last.to + 1) last.to = Math.max(last.to, to);
    else groups.push({ from, to });
  }
  return groups.map(({ from, to }) => {
    const start = after.lineAt(made.mapPos(doc.line(from).from, -1)).number;
    const end = after.lineAt(made.mapPos(doc.line(to).to, 1)).number;
    return compared(lines(doc, from, to), lines(after, start, end), from, start);
  });
}

function lines(doc: Text, from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, at) => doc.line(from + at).text);
}

/** The longest common lines stay; before each, what goes and then what comes. */
function compared(was: string[], is: string[], wasAt: number, isAt: number): DiffLine[] {
  let head = 0;
  while (head < was.length && head < is.length && was[head] === is[head]) head++;
  let tail = 0;
  while (
    tail < was.length - head &&
    tail < is.length - head &&
    was[was.length - 1 - tail] === is[is.length - 1 - tail]
  )
    tail++;
  const [gone, come] = [was.slice(head, was.length - tail), is.slice(head, is.length - tail)];
  const out: DiffLine[] = [];
  const stays = (at: number) => out.push({ kind: "same", number: wasAt + at, text: was[at] ?? "" });
  for (let at = 0; at < head; at++) stays(at);
  let [left, right] = [0, 0];
  const until = (wasEnd: number, isEnd: number) => {
    for (; left < wasEnd; left++)
      out.push({ kind: "gone", number: wasAt + head + left, text: gone[left] ?? "" });
    for (; right < isEnd; right++)
      out.push({ kind: "new", number: isAt + head + right, text: come[right] ?? "" });
  };
  for (const [one, other] of common(gone, come)) {
    until(one, other);
    stays(head + left);
    left++;
    right++;
  }
  until(gone.length, come.length);
  for (let at = was.length - tail; at < was.length; at++) stays(at);
  return out;
}

/** Pairs of equal lines, ascending on both sides, as many as there can be. */
function common(one: readonly string[], other: readonly string[]): [number, number][] {
  if (one.length * other.length > PAIRS) return [];
  const width = other.length + 1;
  const best = new Uint32Array((one.length + 1) * width);
  const at = (i: number, j: number) => best[i * width + j] ?? 0;
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--)
      best[i * width + j] =
        one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length;) {
    if (one[i] === other[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
