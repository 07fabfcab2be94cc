/** Between the engine's lines and columns and the editor's offsets. */
import { Text, type ChangeSet, type ChangeSpec } from "@codemirror/state";
import type { Position, Range, TextChange } from "../bindings";

/** The offset of a place; places past the end are the end. */
export function offsetOf(text: Text, at: Position): number {
  if (at.line > text.lines) return text.length;
  const line = text.line(Math.max(1, at.line));
  return Math.min(line.to, line.from + at.column);
}

export function positionOf(text: Text, offset: number): Position {
  const line = text.lineAt(Math.min(offset, text.length));
  return { line: line.number, column: Math.min(offset, text.length) - line.from };
}

export function span(text: Text, range: Range): { from: number; to: number } {
  const from = offsetOf(text, range.from);
  return { from, to: Math.max(from, offsetOf(text, range.to)) };
}

/** A text as the editor holds it: split at line feeds only, so `\r` stays. */
export function toText(text: string): Text {
  return Text.of(text.split("\n"));
}

export function toTextChanges(changes: ChangeSet): TextChange[] {
  const list: TextChange[] = [];
  changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    list.push({ from, to, insert: inserted.toString() });
  });
  return list;
}

export function toChangeSpec(changes: readonly TextChange[]): ChangeSpec {
  return changes.map(({ from, to, insert }) => ({ from, to, insert: toText(insert) }));
}

/** The one replacement that makes `after` of `before`. */
export function difference(before: string, after: string): TextChange | null {
  if (before === after) return null;
  let from = 0;
  const shorter = Math.min(before.length, after.length);
  while (from < shorter && before[from] === after[from]) from++;
  let tail = 0;
  while (
    tail < shorter - from &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++;
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
}
