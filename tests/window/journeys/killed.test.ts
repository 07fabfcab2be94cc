/** The app is killed while somebody types and saves: nothing older than a second is missing. */
import { watch } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { openApp, type App } from "../app";
import { drafts, noDraftsLeft } from "../drafts";
import { present } from "../find";
import { chord } from "../keys";
import { kill, lateness, processOf } from "../kill";
import * as editor from "../pages/editor";
import * as safety from "../pages/safety";
import { temporaryFolder } from "../place";
import { BACKUP, replaced } from "../texts";

/** How often; a campaign asks for more by the environment. */
const ROUNDS = Number(process.env.STAGE_DESIGNER_KILLS ?? 5);
const BEFORE = "account: data";
/** What is typed: numbers, so that each prefix says how long it is. */
const number = (at: number) => `${String(at).padStart(4, "0")}.`;

/** How many numbers a text has behind the account; that it is whole is asserted. */
function typedIn(text: string): number {
  const typed = /account: data(.*)$/m.exec(text)?.[1] ?? "";
  const whole = ` #${Array.from({ length: typed.length / 5 + 1 }, (_, at) => number(at)).join("")}`;
  expect(whole.startsWith(typed), `no keys are missing in between: ${typed}`).toBe(true);
  expect(text, "the text is whole").toBe(replaced(BACKUP, `${BEFORE}\n`, `${BEFORE}${typed}\n`));
  return Math.max(0, Math.floor((typed.length - 2) / 5));
}

/** Types and saves until the session is gone; when each number was there. */
function typing(app: App, over: () => boolean): { typed: number[]; ended: Promise<void> } {
  const typed: number[] = [];
  const type = async () => {
    for (let at = 0; !over(); at++) {
      await editor.type(app, number(at));
      typed.push(Date.now());
      if (at % 7 === 6) await chord(app, "Control", "s");
    }
  };
  // A session whose app was killed answers with errors, or not at all.
  const ended = type().catch((error: unknown) => {
    if (!over()) throw error;
  });
  return { typed, ended };
}

/** Waits for the next file that a save makes beside `path`. */
async function saving(path: string): Promise<void> {
  await new Promise<void>((done) => {
    const watcher = watch(dirname(path), () => {
      watcher.close();
      done();
    });
  });
}

const pause = (most: number) => new Promise<void>((done) => setTimeout(done, Math.random() * most));

/** What the text is after the next start; a draft is offered when it says more than its file. */
async function found(path: string, data: string): Promise<string> {
  const disk = await readFile(path, "utf8");
  const left = (await drafts(data)).filter((draft) => draft.text !== disk);
  expect(left.length, "one text was open").toBeLessThan(2);
  const app = await openApp({ open: [path], data });
  const [draft] = left;
  if (draft) {
    expect(draft.base, "the draft is newer than its file").toBe(disk);
    await safety.draftsOffered(app);
    await safety.restore(app, "orca-local.yml");
  } else {
    await noDraftsLeft(data);
  }
  await editor.show(app, "YAML");
  await editor.textIs(app, draft?.text ?? disk, "the text is the draft's, else the file's");
  expect(await present(app, safety.OFFER), "nothing is offered any more").toBe(null);
  const text = await editor.text(app);
  await app.close();
  return text;
}

test(
  `killed ${ROUNDS} times at random moments, the app loses nothing older than a second`,
  async () => {
    let judged = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const path = join(await temporaryFolder(), "orca-local.yml");
      await writeFile(path, BACKUP);
      const app = await openApp({ open: [path] });
      const pid = await processOf(app);
      await editor.show(app, "YAML");
      await editor.goToEndOf(app, BEFORE);
      await editor.type(app, " #");
      const late = lateness(app.data);
      let killed = 0;
      const { typed, ended } = typing(app, () => killed > 0);
      // The kill asks nobody: it falls into a key, between two of them, or, in
      // every other round, into a save.
      const end = (async () => {
        await pause(2_500).then(() => pause(2_000));
        if (round % 2 === 1) await saving(path).then(() => pause(15));
        killed = Date.now();
        await kill(pid);
      })();
      await Promise.race([end, ended.then(() => end)]);
      await app.close();
      const allowed = 1_000 + (await late.end());

      const old = typed.filter((when) => killed - when >= allowed).length;
      if (old > 0) judged++;
      const saved = typedIn(await readFile(path, "utf8"));
      const kept = typedIn(await found(path, app.data));
      const told = `round ${round}: ${typed.length} typed, ${old} of them ${allowed} ms before, ${saved} saved, ${kept} found`;
      if (process.env.STAGE_DESIGNER_KILLS !== undefined) {
        const missing = Math.max(0, killed - (typed[kept] ?? killed));
        console.log(`${told}; the oldest missing one was ${missing} ms old`);
      }
      expect(kept, told).toBeGreaterThanOrEqual(old);
      expect(kept, told).toBeGreaterThanOrEqual(saved);
    }
    expect(judged, "rounds with something typed long enough before").toBeGreaterThan(0);
  },
  ROUNDS * 90_000,
);
