/** What changes do to the lines of a text. */
import { ChangeSet, type Text } from "@codemirror/state";
import type { TextChange } from "../bindings";
import { toChangeSpec } from "../state/places";

export interface DiffLine {
  kind: "same" | "gone" | "new";
  /** Its line in the text it is of. */
  number: number;
  text: string;
}

/** Lines around a change that are shown with it. */
const AROUND = 2;

/** Comparing goes no deeper in texts that have hardly anything in common. */
const SCAN = { scanLimit: 500 };

/** First and last line of a stretch; the last is before the first where it is empty. */
interface Lines {
  first: number;
  last: number;
}

/** The changed lines with those around them, a group for each stretch of the text. */
export async function hunks(was: Text, changes: readonly TextChange[]): Promise<DiffLine[][]> {
  const { Chunk } = await import("@codemirror/merge");
  const is = ChangeSet.of(toChangeSpec(changes), was.length, "\n").apply(was);
  const groups: DiffLine[][] = [];
  let group: DiffLine[] = [];
  /** The last line of the old text that a group shows. */
  let shown = 0;
  const same = (first: number, last: number) => {
    for (const number of counted({ first: Math.max(first, shown + 1), last })) {
      group.push({ kind: "same", number, text: was.line(number).text });
      shown = number;
    }
  };
  const end = (last: number) => same(shown + 1, Math.min(was.lines, last));
  for (const { fromA, toA, fromB, toB } of Chunk.build(was, is, SCAN)) {
    const [gone, come] = [linesOf(was, fromA, toA), linesOf(is, fromB, toB)];
    trim(was, gone, is, come);
    if (group.length > 0 && gone.first - shown - 1 > 2 * AROUND) {
      end(shown + AROUND);
      groups.push(group);
      group = [];
    }
    same(group.length === 0 ? gone.first - AROUND : shown + 1, gone.first - 1);
    for (const number of counted(gone))
      group.push({ kind: "gone", number, text: was.line(number).text });
    for (const number of counted(come))
      group.push({ kind: "new", number, text: is.line(number).text });
    shown = Math.max(shown, gone.last);
  }
  if (group.length > 0) {
    end(shown + AROUND);
    groups.push(group);
  }
  return groups;
}

/** The lines of a chunk, which ends behind the line feed of its last line. */
function linesOf(text: Text, from: number, to: number): Lines {
  const first = from > text.length ? text.lines + 1 : text.lineAt(from).number;
  return { first, last: to > from ? text.lineAt(to - 1).number : first - 1 };
}

/** Equal lines at the ends go: characters are compared, and may straddle them. */
function trim(was: Text, gone: Lines, is: Text, come: Lines): void {
  const both = () => gone.first <= gone.last && come.first <= come.last;
  while (both() && was.line(gone.first).text === is.line(come.first).text) {
    gone.first += 1;
    come.first += 1;
  }
  while (both() && was.line(gone.last).text === is.line(come.last).text) {
    gone.last -= 1;
    come.last -= 1;
  }
}

function counted({ first, last }: Lines): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}
