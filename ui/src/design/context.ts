/** What the parts of the form need of the stage they show. */
import { createContext } from "svelte";
import type { Edit, Finding, StageView, Tree } from "../bindings";
import type { Buffer } from "../state/buffer.svelte";

export interface Design {
  readonly buffer: Buffer;
  readonly view: StageView;
  /** The stage itself. */
  readonly root: Tree;
  readonly readOnly: boolean;
  /** Findings about exactly this place. */
  at(path: string): readonly Finding[];
  /** Findings about this place and all in it. */
  within(path: string): readonly Finding[];
  edit(edit: Edit): Promise<unknown>;
  /** Shows a place in the text. */
  showText(path: string): void;
  /** Puts the focus on a place's control once it is there. */
  focus(path: string): void;
}

export const [useDesign, provideDesign] = createContext<Design>();
