/**
 * What is the same as before stays the same object, so that whatever shows it
 * need not look at it again.
 */

/** Plain data equal to `now`, with every part taken from `before` that is as it was. */
export function shared<T>(before: unknown, now: T): T {
  if (Object.is(before, now)) return now;
  if (typeof before !== "object" || typeof now !== "object" || !before || !now) return now;
  if (Array.isArray(before) !== Array.isArray(now)) return now;
  const [old, fresh] = [before as Record<string, unknown>, now as Record<string, unknown>];
  const keys = Object.keys(fresh);
  let same = keys.length === Object.keys(old).length;
  for (const key of keys) {
    const part = shared(old[key], fresh[key]);
    same &&= key in old && Object.is(part, old[key]);
    fresh[key] = part;
  }
  return same ? (before as T) : now;
}
