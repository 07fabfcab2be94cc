/**
 * A line of a log as pieces to show: colours as classes, everything else that
 * could deceive or act made visible. It gives texts and names of classes, never
 * markup.
 */
export interface Piece {
  text: string;
  /** Classes for its looks. */
  looks: string;
}

const COLOURS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/** `ESC [ … m`, any other sequence of control, or one character that must be shown. */
const SPECIAL =
  // eslint-disable-next-line no-control-regex
  /\u001b\[([\d;:]*)m|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** Those that people know by name; the fonts have no pictures for them. */
const NAMES: Record<number, string> = {
  0: "NUL",
  7: "BEL",
  8: "BS",
  13: "CR",
  27: "ESC",
  127: "DEL",
};

interface Looks {
  colour: string | null;
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underlined: boolean;
}

const PLAIN: Looks = { colour: null, bold: false, dim: false, italic: false, underlined: false };

export function pieces(line: string): Piece[] {
  const text = line.endsWith("\r") ? line.slice(0, -1) : line;
  const made: Piece[] = [];
  let looks = PLAIN;
  let from = 0;
  const add = (piece: string, more = "") => {
    if (piece === "") return;
    made.push({ text: piece, looks: [...classes(looks), more].filter(Boolean).join(" ") });
  };
  for (const found of text.matchAll(SPECIAL)) {
    add(text.slice(from, found.index));
    from = found.index + found[0].length;
    if (found[1] === undefined) add(shown(found[0]), "control");
    else looks = styled(looks, found[1]);
  }
  add(text.slice(from));
  return made;
}

/** The line without looks: what can be searched and copied. */
export function plain(line: string): string {
  return pieces(line)
    .map(({ text }) => text)
    .join("");
}

/** The name of a character that is not to act. */
function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟨${NAMES[code] ?? code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

function classes({ colour, bold, dim, italic, underlined }: Looks): string[] {
  return [
    colour ? `ansi-${colour}` : "",
    bold ? "bold" : "",
    dim ? "dim" : "",
    italic ? "italic" : "",
    underlined ? "underlined" : "",
  ];
}

function styled(before: Looks, codes: string): Looks {
  const numbers = codes.split(/[;:]/).map(Number);
  let looks = before;
  for (let at = 0; at < numbers.length; at++) {
    const code = numbers[at] ?? 0;
    if (code === 38 || code === 48) {
      // 256 colours take two numbers more, true ones four.
      const palette = numbers[at + 1] === 5;
      if (code === 38) looks = { ...looks, colour: palette ? named(numbers[at + 2]) : null };
      at += palette ? 2 : 4;
    } else looks = one(looks, code);
  }
  return looks;
}

function one(looks: Looks, code: number): Looks {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...looks, bold: true };
  if (code === 2) return { ...looks, dim: true };
  if (code === 3) return { ...looks, italic: true };
  if (code === 4) return { ...looks, underlined: true };
  if (code === 22) return { ...looks, bold: false, dim: false };
  if (code === 23) return { ...looks, italic: false };
  if (code === 24) return { ...looks, underlined: false };
  if (code === 39) return { ...looks, colour: null };
  if (code >= 30 && code <= 37) return { ...looks, colour: named(code - 30) };
  if (code >= 90 && code <= 97) return { ...looks, colour: named(code - 90) };
  return looks;
}

/** The first sixteen of the palette have names; others are shown plainly. */
function named(colour: number | undefined): string | null {
  return colour !== undefined && colour < 16 ? (COLOURS[colour % 8] ?? null) : null;
}

/** Pieces cut where a text is found, so that it can be marked. */
export function marked(all: readonly Piece[], wanted: string): (Piece & { hit: boolean })[] {
  const none = all.map((piece) => ({ ...piece, hit: false }));
  if (wanted === "") return none;
  const whole = all.map(({ text }) => text).join("");
  const [lower, looked] = [whole.toLowerCase(), wanted.toLowerCase()];
  // Where letters change their length with their case, places do not fit.
  if (lower.length !== whole.length) return none;
  const made: (Piece & { hit: boolean })[] = [];
  let at = lower.indexOf(looked);
  let start = 0;
  for (const piece of all) {
    const end = start + piece.text.length;
    let place = start;
    while (place < end) {
      while (at >= 0 && at + looked.length <= place) at = lower.indexOf(looked, at + looked.length);
      const hit = at >= 0 && at <= place;
      const until = Math.min(end, at < 0 ? end : hit ? at + looked.length : at);
      made.push({
        text: piece.text.slice(place - start, until - start),
        looks: piece.looks,
        hit,
      });
      place = until;
    }
    start = end;
  }
  return made;
}
