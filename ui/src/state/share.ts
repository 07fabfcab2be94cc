/**
 * What did not change stays the same object, so that only what did is drawn
 * anew: the engine's answers are whole each time.
 */

/** `now`, with every part that equals its part of `before` taken from there. */
export function share<T>(before: unknown, now: T): T;
export function share(before: unknown, now: unknown): unknown {
  if (before === now || !isParts(before) || !isParts(now)) return now;
  const isList = Array.isArray(now);
  if (isList !== Array.isArray(before)) return now;
  const names = Object.keys(now);
  let same = names.length === Object.keys(before).length;
  const shared: Parts = isList ? ([] as unknown as Parts) : {};
  for (const name of names) {
    shared[name] = share(before[name], now[name]);
    same &&= shared[name] === before[name] && name in before;
  }
  return same ? before : shared;
}

type Parts = Record<string, unknown>;

function isParts(value: unknown): value is Parts {
  return typeof value === "object" && value !== null;
}
