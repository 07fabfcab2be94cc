/** Waiting for something to be so; never for time to pass. */

/** Long, for a machine that does other things too; what is so is seen at once. */
const PATIENCE = 30_000;
const PAUSE = 20;

/**
 * Asks until the answer is neither `false`, `null` nor `undefined`, and gives
 * it. A question that throws counts as not answered yet; what it threw is told
 * when the patience ends.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | false | null | undefined>,
  seen: () => Promise<unknown> = async () => undefined,
): Promise<T> {
  const end = Date.now() + PATIENCE;
  let trouble: unknown;
  do {
    try {
      const answer = await ask();
      trouble = undefined;
      if (answer !== false && answer !== null && answer !== undefined) return answer;
    } catch (error) {
      trouble = error;
    }
    await new Promise((done) => setTimeout(done, PAUSE));
  } while (Date.now() < end);
  const last = trouble ?? (await seen().catch(String));
  const told = last === undefined ? "" : ` Last seen: ${describe(last)}`;
  throw new Error(`This did not come about within ${PATIENCE / 1000} s: ${what}.${told}`);
}

function describe(seen: unknown): string {
  if (typeof seen === "string") return `\n${seen}`;
  return seen instanceof Error ? seen.message : JSON.stringify(seen, null, 2);
}
