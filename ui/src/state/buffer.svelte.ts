/**
 * An open file: its text with one history, and what the engine knows of it.
 *
 * The editor's state lives here, with or without a visible editor; changes by
 * form are dispatched to it like changes by typing.
 */
import { isolateHistory, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
import { EditorState, Transaction, type Extension, type TransactionSpec } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type {
  Edit,
  Finding,
  Form,
  Opened,
  Previewed,
  StageSummary,
  StageView,
  TextChange,
  Update,
} from "../bindings";
import type { Commands } from "../platform";
import type { Wish } from "./author.svelte";
import { Marks } from "./marks";
import { difference, toChangeSpec, toText } from "./places";
import { shared } from "./shared";
import { Sync } from "./sync";

/** What the disk holds, when it is not what the buffer was read from. */
export type Outside = { kind: "changed"; text: string } | { kind: "vanished" };

/** The preview that is shown, if it is this buffer's: a change's answer brings the next. */
export interface Shown {
  wish(buffer: Buffer): Wish | null;
  take(wish: Wish, version: number, previewed: Previewed): void;
}

/** Transactions that follow a selection made elsewhere carry this event. */
export const FOLLOW = "select.follow";

export class Buffer {
  readonly id: number;
  readonly sync: Sync;
  path: string | null = $state.raw(null);
  name: string = $state.raw("");
  readOnly: string | null = $state.raw(null);
  editor: EditorState = $state.raw(EditorState.create());
  form: Form | null = $state.raw(null);
  stages: StageSummary[] = $state.raw([]);
  findings: Finding[] = $state.raw([]);
  view: StageView | null = $state.raw(null);
  unsaved: boolean = $state.raw(false);
  /** The index of the stage looked at. */
  stage: number | null = $state.raw(null);
  /** The version that all of this is about. */
  version: number = $state.raw(0);
  outside: Outside | null = $state.raw(null);
  /** What mappings were meant to set, where it stands. */
  readonly marks = new Marks();
  #visible: EditorView | null = null;

  constructor(
    opened: Opened,
    commands: Commands,
    extensions: (buffer: Buffer) => Extension,
    fail: (error: unknown) => void,
    shown: Shown,
  ) {
    const id = opened.buffer;
    this.id = id;
    this.path = opened.path;
    this.name = opened.name;
    this.readOnly = opened.readOnly;
    this.editor = EditorState.create({
      doc: toText(opened.text),
      extensions: [EditorState.lineSeparator.of("\n"), extensions(this)],
    });
    // One call at a time: it is the wish of the change that is answered.
    let wish: Wish | null = null;
    this.sync = new Sync(
      {
        text: () => this.text,
        stage: () => this.stage,
        take: (update, previewed) => {
          this.take(update);
          if (wish && previewed) shown.take(wish, update.version, previewed);
        },
        fail,
        apply: (changes) => this.applyForm(changes),
        change: (version, changes, stage) => {
          wish = shown.wish(this);
          return commands.change(id, version, changes, stage, wish?.request ?? null);
        },
        replaceText: (version, text, stage) => commands.replaceText(id, version, text, stage),
        look: (version, stage) => commands.look(id, version, stage),
        edit: (version, edit) => commands.edit(id, version, edit),
      },
      opened.update.version,
    );
    this.take(opened.update);
    if (this.stages.length > 0 && !this.view) this.look(0);
    else this.stage = this.view?.summary.index ?? null;
  }

  get text(): string {
    return this.editor.doc.toString();
  }

  get canUndo(): boolean {
    return undoDepth(this.editor) > 0;
  }

  get canRedo(): boolean {
    return redoDepth(this.editor) > 0;
  }

  /** Changes the state, through the editor when one shows it. */
  dispatch(...specs: TransactionSpec[]): void {
    if (this.#visible) this.#visible.dispatch(...specs);
    else this.accept([this.editor.update(...specs)]);
  }

  /** Takes transactions that were made; the engine hears of the changes. */
  accept(transactions: readonly Transaction[]): void {
    for (const transaction of transactions) {
      this.editor = transaction.state;
      if (!transaction.docChanged) continue;
      this.marks.follow(transaction.changes);
      this.sync.push(transaction.changes);
    }
  }

  /** A visible editor shows this buffer from now on, until the answer is called. */
  show(view: EditorView): () => void {
    this.#visible = view;
    return () => {
      if (this.#visible === view) this.#visible = null;
    };
  }

  /** A change by form, as one step of the history. */
  edit(edit: Edit): Promise<void> {
    return this.sync.edit(edit);
  }

  /** Looks at another stage. */
  look(stage: number | null): void {
    if (this.stage === stage) return;
    this.stage = stage;
    if (this.view?.summary.index !== stage) this.view = null;
    this.sync.look();
  }

  undo(): boolean {
    return undo(this.#target());
  }

  redo(): boolean {
    return redo(this.#target());
  }

  /** Puts another text in place of this one, as one step of the history. */
  replace(text: string): void {
    const change = difference(this.text, text);
    if (change) this.applyForm([change]);
  }

  applyForm(changes: readonly TextChange[]): void {
    this.dispatch({
      changes: toChangeSpec(changes),
      annotations: [isolateHistory.of("full"), Transaction.userEvent.of("form")],
    });
  }

  take(update: Update): void {
    this.version = update.version;
    this.unsaved = update.unsaved;
    if (update.form) this.form = update.form;
    if (update.stages) this.stages = shared(this.stages, update.stages);
    if (update.findings) this.findings = shared(this.findings, update.findings);
    this.view = shared(this.view, update.stage);
    const { stage, stages } = this;
    if (stage !== null && stage >= stages.length) {
      this.look(stages.length > 0 ? stages.length - 1 : null);
    } else if (stage === null && stages.length > 0 && update.stages) {
      this.look(0);
    }
  }

  #target() {
    return { state: this.editor, dispatch: (made: Transaction) => this.#redispatch(made) };
  }

  #redispatch(made: Transaction): void {
    if (this.#visible) this.#visible.dispatch(made);
    else this.accept([made]);
  }
}
