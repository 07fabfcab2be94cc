/**
 * A parameter led to the field that it shall set: dragged onto it, or by
 * pressing its button and then choosing the field, with the mouse or Enter.
 *
 * It moves by pointer events: on Windows the window takes HTML's own dragging
 * for files that are dropped.
 */
import { m } from "../messages";
import type { App } from "../state/app.svelte";
import { after } from "../state/path";

/** How far the pointer goes before a press is a drag, in pixels. */
const FAR = 6;

/** How near the form's edge a drag scrolls it, in pixels. */
const EDGE = 48;

interface Led {
  index: number;
  name: string;
}

export class Pointing {
  led: Led | null = $state.raw(null);
  #app: App;
  #lit: HTMLElement | null = null;
  /** Whether the last press was a drag, whose click means nothing. */
  #dragged = false;

  constructor(app: App) {
    this.#app = app;
  }

  /** A press on the parameter's button. */
  press(event: PointerEvent, led: Led): void {
    if (event.button !== 0) return;
    const button = event.currentTarget as HTMLElement;
    const { clientX: x, clientY: y } = event;
    button.setPointerCapture(event.pointerId);
    this.#dragged = false;
    const move = (moved: PointerEvent) => {
      this.#dragged ||= Math.hypot(moved.clientX - x, moved.clientY - y) > FAR;
      if (!this.#dragged) return;
      this.led = led;
      nearEdge(button.closest("[data-form]"), moved.clientY);
      this.#light(this.#field(document.elementFromPoint(moved.clientX, moved.clientY)));
    };
    const end = (ended: PointerEvent) => {
      button.removeEventListener("pointermove", move);
      button.removeEventListener("pointerup", end);
      button.removeEventListener("pointercancel", end);
      if (!this.#dragged) return;
      // A click may follow, and then comes before any timer.
      setTimeout(() => (this.#dragged = false));
      const field = this.#lit;
      if (ended.type === "pointerup" && field) void this.take(field);
      else this.leave();
    };
    button.addEventListener("pointermove", move);
    button.addEventListener("pointerup", end);
    button.addEventListener("pointercancel", end);
  }

  /** Begins or ends choosing a field; what the button does without a drag. */
  toggle(led: Led): void {
    if (this.#dragged) return;
    if (this.led) return this.leave();
    this.led = led;
    this.#app.say(m.chooseWhatItSets(led.name));
  }

  leave(): void {
    this.led = null;
    this.#light(null);
  }

  /** Looks at what happens in the form while a field is chosen. */
  readonly watch = (event: Event): void => {
    if (!this.led) return;
    const key = event instanceof KeyboardEvent ? event.key : null;
    if (key === "Escape") this.leave();
    else if (key !== null && key !== "Enter") return;
    else {
      const field = this.#field(event.target as Element);
      // The button itself ends the choice.
      if (!field) return;
      void this.take(field);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  /** Lights the field that would be taken. */
  readonly look = (event: Event): void => {
    if (this.led) this.#light(this.#field(event.target as Element));
  };

  /** The parameter sets that field from now on. */
  async take(field: HTMLElement): Promise<void> {
    const { led } = this;
    const { active } = this.#app;
    const path = field.dataset.path;
    const stage = active?.stage ?? null;
    this.leave();
    if (!led || !active || stage === null || path === undefined) return;
    const { commands } = this.#app.platform;
    await this.#app.attempt(async () => {
      const edit = await active.sync.exclusive((version) =>
        commands.mapParameter(active.id, version, stage, led.index, path),
      );
      await active.edit(edit);
      this.#app.say(m.setsNow(led.name));
    });
  }

  #light(field: HTMLElement | null): void {
    if (field === this.#lit) return;
    this.#lit?.removeAttribute("data-here");
    field?.setAttribute("data-here", "");
    this.#lit = field;
  }

  /** The field that an element belongs to: no group, and nothing of a parameter. */
  #field(element: Element | null): HTMLElement | null {
    const field = element?.closest<HTMLElement>("[data-path]") ?? null;
    const root = this.#app.active?.view?.tree.path;
    if (!field || root === undefined || field.querySelector("[data-path]")) return null;
    const steps = after(field.dataset.path ?? "", root);
    return steps && steps.length > 0 && steps[0] !== "parameters" ? field : null;
  }
}

/** Scrolls the form while something is dragged along its upper or lower edge. */
function nearEdge(form: Element | null, y: number): void {
  if (!form) return;
  const { top, bottom } = form.getBoundingClientRect();
  if (y < top + EDGE) form.scrollBy({ top: -EDGE / 2 });
  else if (y > bottom - EDGE) form.scrollBy({ top: EDGE / 2 });
}
