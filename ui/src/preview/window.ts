/** Which lines of a long list are drawn: those in sight, and some around them. */

/** Lists up to this length are drawn whole. */
export const WHOLE = 500;

const AROUND = 20;

export interface Slice {
  from: number;
  to: number;
}

export function visible(count: number, top: number, height: number, line: number): Slice {
  if (count <= WHOLE) return { from: 0, to: count };
  const first = Math.floor(top / line) - AROUND;
  const last = Math.ceil((top + height) / line) + AROUND;
  return { from: Math.max(0, first), to: Math.min(count, Math.max(last, 2 * AROUND)) };
}
