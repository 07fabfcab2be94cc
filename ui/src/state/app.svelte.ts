/** Everything the window shows, and the few changes that concern all of it. */
import type { Extension } from "@codemirror/state";
import type {
  AbandonedDraft,
  CommandError,
  Edit,
  Finding,
  GitHead,
  MergePart,
  Opened,
  Range,
  Startup,
  Workspace,
} from "../bindings";
import { m } from "../messages";
import type { Platform } from "../platform";
import { ValueSets } from "../author/sets.svelte";
import { Pointing } from "../author/pointing.svelte";
import { Runs } from "../run/runs.svelte";
import { Author } from "./author.svelte";
import { Buffer } from "./buffer.svelte";
import type { Explaining } from "../problems/explained";
import { Layout } from "./layout.svelte";
import { positionOf, span } from "./places";
import { stageAt, type Selection, type View } from "./selection";
import { deepest, extent, nearest } from "./tree";

/** A task that takes the middle for a while. */
export type Task =
  | { kind: "export" }
  | { kind: "conflict" }
  | { kind: "closing" }
  | { kind: "parameter"; path: string }
  | { kind: "script"; path: string }
  | { kind: "gallery" }
  | { kind: "texts" }
  | { kind: "find" }
  | { kind: "facts" }
  | { kind: "fixes"; rule: string | null }
  | { kind: "head"; head: GitHead }
  | { kind: "merge"; parts: MergePart[] }
  | { kind: "running" }
  | { kind: "run" };

export interface Notice {
  tone: "error" | "warning";
  text: string;
  remedy: string;
}

/** How long the status line keeps what was said, in milliseconds. */
const SAID_FOR = 8000;

export class App {
  readonly platform: Platform;
  readonly layout: Layout;
  readonly author: Author;
  readonly runs: Runs;
  readonly extensions: (app: App, buffer: Buffer) => Extension;
  startup: Startup | null = $state.raw(null);
  /** Until what the program was started with is open: nothing else is shown in its place. */
  starting = $state(false);
  buffers: Buffer[] = $state.raw([]);
  workspaces: Workspace[] = $state.raw([]);
  active: Buffer | null = $state.raw(null);
  selection: Selection | null = $state.raw(null);
  /** A parameter on its way to what it shall set. */
  readonly pointing = new Pointing(this);
  readonly sets: ValueSets;
  task: Task | null = $state.raw(null);
  /** The finding that is explained, and in which view. */
  explained: Explaining | null = $state.raw(null);
  /** Unsaved texts of a run that ended badly, until each is decided. */
  drafts: AbandonedDraft[] = $state.raw([]);
  paletteShown = $state(false);
  /** The parameter under the mouse, here or in what it sets. */
  hovered: string | null = $state(null);
  /** Files that are dragged over the window. */
  dragged: string[] | null = $state.raw(null);
  notice: Notice | null = $state.raw(null);
  /** What does not work in this run: shown until it is dismissed, whatever else is said. */
  lasting: Notice[] = $state.raw([]);
  /** The last thing that was done, for the status line and screen readers. */
  said = $state("");

  #saying: ReturnType<typeof setTimeout> | undefined;

  constructor(platform: Platform, extensions: (app: App, buffer: Buffer) => Extension = () => []) {
    this.platform = platform;
    this.extensions = extensions;
    this.layout = new Layout(platform);
    this.author = new Author(platform.commands);
    this.runs = new Runs(this);
    this.sets = new ValueSets(platform);
  }

  /** Says what was done, for a while. */
  say(text: string): void {
    this.said = text;
    this.notice = null;
    clearTimeout(this.#saying);
    this.#saying = setTimeout(() => (this.said = ""), SAID_FOR);
  }

  /** Says what went wrong and what to do about it. */
  fail = (error: unknown): void => {
    const { message, remedy } = asCommandError(error);
    this.notice = { tone: "error", text: message, remedy };
    this.said = "";
  };

  /** Says what does not work from now on; the same is said once. */
  warn(text: string, remedy: string): void {
    if (this.lasting.some((known) => known.text === text)) return;
    this.lasting = [...this.lasting, { tone: "warning", text, remedy }];
  }

  /** Runs something that may fail; failures are said, not thrown. */
  async attempt<T>(job: () => Promise<T>): Promise<T | null> {
    try {
      return await job();
    } catch (error) {
      this.fail(error);
      return null;
    }
  }

  add(opened: Opened): Buffer {
    const known = this.buffers.find((buffer) => buffer.id === opened.buffer);
    const buffer =
      known ??
      new Buffer(
        ...([opened, this.platform.commands] as const),
        (made) => this.extensions(this, made),
        this.fail,
        this.author,
      );
    if (!known) this.buffers = [...this.buffers, buffer];
    this.activate(buffer);
    return buffer;
  }

  activate(buffer: Buffer | null): void {
    if (this.active === buffer) return;
    this.active = buffer;
    this.selection = null;
    this.explained = null;
    this.task = null;
  }

  async edit(edit: Edit): Promise<void> {
    const { active } = this;
    if (active) await this.attempt(() => active.edit(edit));
  }

  undo(): void {
    if (!this.active?.undo()) this.say(m.nothingToUndo());
    this.#unsay();
  }

  redo(): void {
    if (!this.active?.redo()) this.say(m.nothingToRedo());
    this.#unsay();
  }

  /** What was said of a change is not true once it is taken back. */
  #unsay(): void {
    if (this.notice?.tone === "warning") this.notice = null;
  }

  /** Shows a stage, with nothing in it selected. */
  showStage(buffer: Buffer, stage: number, from: View): void {
    this.activate(buffer);
    this.task = null;
    buffer.look(stage);
    const path = buffer.stages.find((summary) => summary.index === stage)?.path ?? "";
    this.selection = { path, range: null, from, focus: false };
  }

  /** Selects a place by its path; every other view follows. */
  select(path: string, from: View, focus = false): void {
    if (this.selection?.path === path && this.selection.from === from && !focus) return;
    this.selection = { path, range: null, from, focus };
  }

  /** Selects a place by its range, such as a preview line's origin. */
  selectRange(range: Range, from: View, focus = false): void {
    const { active } = this;
    if (!active) return;
    const stage = stageAt(active.stages, range.from);
    if (stage) active.look(stage.index);
    const root = active.view?.tree;
    const node = root && deepest(root, range.from);
    this.selection = { path: node?.path ?? stage?.path ?? "", range, from, focus };
  }

  selectFinding(buffer: Buffer, finding: Finding): void {
    this.activate(buffer);
    this.task = null;
    if (finding.stage !== null) buffer.look(finding.stage);
    const { path, range } = finding;
    this.selection = { path, range, from: "problems", focus: true };
    if (this.layout.narrow && this.layout.mode === "preview") this.layout.mode = "design";
  }

  /** The cursor of the text went somewhere, by itself or with what was typed. */
  cursorMoved(buffer: Buffer, offset: number, typed: boolean): void {
    if (buffer !== this.active) return;
    const at = positionOf(buffer.editor.doc, offset);
    const stage = stageAt(buffer.stages, at);
    if (stage) buffer.look(stage.index);
    const root = buffer.view?.tree;
    const node = root && deepest(root, at);
    const path = node?.path ?? stage?.path ?? "";
    // Where one types is where one was: no view has to look for it again.
    if (typed && this.selection?.path === path && this.selection.from === "yaml") return;
    this.selection = {
      path,
      range: node ? extent(node) : null,
      from: "yaml",
      focus: false,
    };
  }

  /** Where the selection is in the active text; `null` when it is nowhere there. */
  selectedSpan(): { from: number; to: number } | null {
    const { active, selection } = this;
    if (!active || !selection) return null;
    const { doc } = active.editor;
    if (selection.range) return span(doc, selection.range);
    const root = active.view?.tree;
    const node = root && nearest(root, selection.path);
    if (node && node !== root) return span(doc, extent(node));
    const summary = active.stages.find((stage) => stage.path === selection.path);
    if (!summary) return null;
    const line = doc.line(Math.min(doc.lines, Math.max(1, summary.line)));
    return { from: line.from, to: line.to };
  }
}

/** What went wrong, and what to do about it. */
export function inWords(error: unknown): string {
  const { message, remedy } = asCommandError(error);
  return `${message} ${remedy}`.trim();
}

export function asCommandError(error: unknown): CommandError {
  if (typeof error === "object" && error !== null && "message" in error) {
    const { code, message, remedy } = error as Partial<CommandError>;
    return { code: code ?? "failed", message: String(message), remedy: remedy ?? "" };
  }
  return { code: "failed", message: String(error), remedy: "" };
}
