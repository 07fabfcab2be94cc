import { ChangeSet, Text } from "@codemirror/state";
import { beforeEach, describe, expect, it } from "vitest";
import type { Changed, Edit, TextChange, Update } from "../src/bindings";
import { toChangeSpec, toText } from "../src/state/places";
import { Sync, type Ends } from "../src/state/sync";

const EDIT: Edit = { kind: "remove", path: "a" };

/** A window and an engine with a text each; the engine's answers can be held back. */
class Pair implements Ends {
  mine = toText("abc");
  engine = "abc";
  version = 1;
  log: string[] = [];
  failures: unknown[] = [];
  held: (() => void)[] = [];
  hold = false;
  broken = false;
  sync = new Sync(this, 1);

  type(from: number, to: number, insert: string): void {
    const changes = ChangeSet.of([{ from, to, insert }], this.mine.length);
    this.mine = changes.apply(this.mine);
    this.sync.push(changes);
  }

  text = () => this.mine.toString();
  stage = () => 0;
  take = (update: Update) => void this.log.push(`take ${update.version}`);
  fail = (error: unknown) => void this.failures.push(error);

  apply(changes: TextChange[]): void {
    const made = ChangeSet.of(toChangeSpec(changes), this.mine.length);
    this.mine = made.apply(this.mine);
    this.sync.push(made);
  }

  async change(version: number, changes: TextChange[]): Promise<Changed> {
    this.log.push(`change ${version}`);
    await this.#wait();
    if (version !== this.version) return { kind: "outOfStep" };
    const made = ChangeSet.of(toChangeSpec(changes), this.engine.length);
    this.#put(made.apply(Text.of(this.engine.split("\n"))).toString());
    return { kind: "update", update: this.#update(), previewed: null };
  }

  async replaceText(_version: number, text: string): Promise<Update> {
    this.log.push("replaceText");
    await this.#wait();
    this.#put(text);
    return this.#update();
  }

  async look(version: number): Promise<Update> {
    this.log.push("look");
    await this.#wait();
    this.#check(version);
    return this.#update();
  }

  async edit(version: number): Promise<{ changes: TextChange[] }> {
    this.log.push("edit");
    await this.#wait();
    this.#check(version);
    return { changes: [{ from: this.engine.length, to: this.engine.length, insert: "!" }] };
  }

  release(): void {
    for (const go of this.held.splice(0)) go();
  }

  #check(version: number): void {
    if (version !== this.version) throw { code: "outOfStep", message: "", remedy: "" };
  }

  #put(text: string): void {
    this.engine = text;
    this.version += 1;
  }

  #update(): Update {
    const { version } = this;
    return { version, form: null, stages: null, findings: null, stage: null, unsaved: true };
  }

  async #wait(): Promise<void> {
    if (this.broken) throw { code: "failed", message: "gone", remedy: "" };
    if (this.hold) await new Promise<void>((go) => this.held.push(go));
  }
}

const turn = () => new Promise((done) => setTimeout(done));

describe("the engine's copy of a text", () => {
  let pair: Pair;
  beforeEach(() => {
    pair = new Pair();
  });

  it("follows what is typed", async () => {
    pair.type(3, 3, "d");
    await pair.sync.settled();
    expect(pair.engine).toBe("abcd");
    expect(pair.sync.version).toBe(2);
  });

  it("gets changes made during a call as one change afterwards", async () => {
    pair.hold = true;
    pair.type(3, 3, "d");
    await turn();
    pair.type(4, 4, "e");
    pair.type(0, 1, "");
    pair.type(0, 0, "X");
    pair.hold = false;
    pair.release();
    await pair.sync.settled();
    expect(pair.engine).toBe("Xbcde");
    expect(pair.log.filter((entry) => entry.startsWith("change"))).toEqual([
      "change 1",
      "change 2",
    ]);
  });

  it("is replaced as a whole when the versions differ", async () => {
    pair.version = 7;
    pair.engine = "something else";
    pair.type(0, 0, "x");
    await pair.sync.settled();
    expect(pair.engine).toBe("xabc");
    expect(pair.log).toContain("replaceText");
    expect(pair.sync.version).toBe(8);
  });

  it("is right again after a look with the wrong version", async () => {
    pair.version = 4;
    pair.sync.look();
    await pair.sync.settled();
    expect(pair.log).toEqual(["look", "replaceText", "take 5"]);
    expect(pair.failures).toEqual([]);
  });

  it("catches up with the whole text after a call that failed, and says so once", async () => {
    pair.broken = true;
    pair.type(3, 3, "d");
    await pair.sync.settled();
    expect(pair.failures).toHaveLength(2);
    pair.broken = false;
    pair.type(4, 4, "e");
    await pair.sync.settled();
    expect(pair.engine).toBe("abcde");
  });

  it("makes a form's change on the text that is there by then", async () => {
    pair.hold = true;
    const edited = pair.sync.edit(EDIT);
    await turn();
    pair.type(0, 0, "typed ");
    pair.hold = false;
    pair.release();
    await edited;
    expect(pair.mine.toString()).toBe("typed abc!");
    expect(pair.engine).toBe("typed abc!");
    expect(pair.log.filter((entry) => entry === "edit")).toHaveLength(2);
  });

  it("makes a form's change although the versions differed", async () => {
    pair.version = 9;
    await pair.sync.edit(EDIT);
    expect(pair.engine).toBe("abc!");
  });

  it("makes form changes one after the other", async () => {
    await Promise.all([pair.sync.edit(EDIT), pair.sync.edit(EDIT), pair.sync.edit(EDIT)]);
    expect(pair.engine).toBe("abc!!!");
  });

  it("keeps calls that need both sides equal apart from typing", async () => {
    pair.type(3, 3, "d");
    const saved = await pair.sync.exclusive(async (version) => ({ version, text: pair.engine }));
    expect(saved).toEqual({ version: 2, text: "abcd" });
  });
});
