/** At the end of the line with the cursor: make its value a parameter. */
import { type Extension } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  ViewPlugin,
  WidgetType,
  type DecorationSet,
  type ViewUpdate,
} from "@codemirror/view";
import { mapHere } from "../author/gestures";
import { m } from "../messages";
import type { App } from "../state/app.svelte";
import type { Buffer } from "../state/buffer.svelte";
import { positionOf } from "../state/places";
import { after } from "../state/path";
import { scalarAt } from "../state/tree";

class Gesture extends WidgetType {
  constructor(
    readonly app: App,
    readonly path: string,
  ) {
    super();
  }

  override eq(other: Gesture): boolean {
    return other.path === this.path;
  }

  toDOM(): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cm-map";
    button.tabIndex = -1;
    button.textContent = m.makeParameterHere();
    button.title = "Ctrl Shift M";
    button.addEventListener("mousedown", (event) => {
      event.preventDefault();
      void mapHere(this.app, this.path);
    });
    return button;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

function offered(app: App, buffer: Buffer, view: EditorView): DecorationSet {
  const root = buffer.view?.tree;
  if (!root || buffer.readOnly !== null || !buffer.sync.idle || !view.hasFocus) {
    return Decoration.none;
  }
  const head = view.state.selection.main.head;
  const node = scalarAt(root, positionOf(view.state.doc, head));
  const steps = node !== null && node.setBy.length === 0 && after(node.path, root.path);
  // Properties of parameters and of the stage itself are no places of the Job.
  if (!node || !steps || steps[0] !== "manifest") return Decoration.none;
  const line = view.state.doc.lineAt(head);
  const end = line.text.endsWith("\r") ? line.to - 1 : line.to;
  const widget = Decoration.widget({ widget: new Gesture(app, node.path), side: 2 });
  return Decoration.set([widget.range(end)]);
}

const look = EditorView.baseTheme({
  ".cm-map": {
    marginLeft: "1.6rem",
    padding: "0 0.6rem",
    borderRadius: "0.3rem",
    color: "var(--param)",
    background: "var(--param-bg)",
    fontSize: "1.1rem",
    fontFamily: "inherit",
    cursor: "pointer",
  },
});

export function mapGesture(app: App, buffer: Buffer): Extension {
  const plugin = ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;

      constructor(view: EditorView) {
        this.decorations = offered(app, buffer, view);
      }

      update(update: ViewUpdate) {
        if (update.docChanged) this.decorations = Decoration.none;
        else if (update.selectionSet || update.focusChanged || update.transactions.length > 0) {
          this.decorations = offered(app, buffer, update.view);
        }
      }
    },
    { decorations: (made) => made.decorations },
  );
  return [plugin, look];
}
