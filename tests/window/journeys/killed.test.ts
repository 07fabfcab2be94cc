/** The app is killed while somebody types and saves: nothing older than a second is missing. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApp, type App } from "../app";
import { chord } from "../keys";
import { kill, processOf } from "../kill";
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
  const typed = /account: data #(.*)$/m.exec(text)?.[1] ?? "";
  const count = Math.floor(typed.length / 5);
  const expected = Array.from({ length: count + 1 }, (_, at) => number(at)).join("");
  expect(expected.startsWith(typed), `no keys are missing in between: ${typed}`).toBe(true);
  const rest = replaced(BACKUP, `${BEFORE}\n`, `${BEFORE} #${typed}\n`);
  expect(text === rest || text === BACKUP, "the text is whole").toBe(true);
  return count;
}

/** How many numbers the drafts on disk have at most; -1 without any. */
async function drafted({ data }: App): Promise<number> {
  let most = -1;
  for (const file of await readdir(join(data, "drafts"), { recursive: true })) {
    if (!file.endsWith(".draft")) continue;
    const text = await readFile(join(data, "drafts", file), "utf8");
    for (const [, typed = ""] of text.matchAll(/account: data #([\d.]*)/g)) {
      most = Math.max(most, Math.floor(typed.length / 5));
    }
  }
  return most;
}

/** The text that a new start has: the draft where one is offered, else the file's. */
async function found(app: App, offered: boolean): Promise<string> {
  if (offered) {
    await safety.draftsOffered(app);
    await safety.restore(app, "orca-local.yml");
  }
  await editor.show(app, "YAML");
  return editor.text(app);
}

test(
  `killed ${ROUNDS} times at random moments, the app loses nothing older than a second`,
  async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const path = join(await temporaryFolder(), "orca-local.yml");
      await writeFile(path, BACKUP);
      const app = await openApp({ open: [path] });
      const pid = await processOf(app);
      await editor.show(app, "YAML");
      await editor.goToEndOf(app, "account: data");
      await editor.type(app, " #");
      // Keys come and go until the kill, which falls between any two of them.
      const typed: number[] = [];
      const end = Date.now() + 1_500 + Math.random() * 2_500;
      for (let at = 0; Date.now() < end; at++) {
        await editor.type(app, number(at));
        typed.push(Date.now());
        if (at % 7 === 6) await chord(app, "Control", "s");
      }
      await kill(pid);
      const killed = Date.now();
      const old = typed.filter((when) => killed - when >= 1_000).length;
      expect(old, "something was typed long enough before").toBeGreaterThan(0);

      const saved = typedIn(await readFile(path, "utf8"));
      // A draft that says what the file says is not offered.
      const offered = (await drafted(app)) > saved;
      const again = await openApp({ open: [path], data: app.data });
      const kept = typedIn(await found(again, offered));
      const told = `round ${round}: ${typed.length} typed, ${saved} saved, ${kept} found`;
      expect(kept, told).toBeGreaterThanOrEqual(old);
      expect(kept, told).toBeGreaterThanOrEqual(saved);
    }
  },
  ROUNDS * 90_000,
);
