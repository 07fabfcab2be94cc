/** Moving items of a list by dragging a handle, or with Alt+Up and Alt+Down. */

export class Reorder {
  /** The item that is dragged. */
  from: number | null = $state(null);
  /** Where it would land. */
  to: number | null = $state(null);
  #list: () => HTMLElement | undefined;
  readonly move: (from: number, to: number) => unknown;

  constructor(list: () => HTMLElement | undefined, move: (from: number, to: number) => unknown) {
    this.#list = list;
    this.move = move;
  }

  /** Where an item is marked as landing: before it, after it, or not there. */
  mark(index: number): "before" | "after" | undefined {
    const { from, to } = this;
    if (from === null || to === null || from === to || index !== to) return undefined;
    return to < from ? "before" : "after";
  }

  start(event: PointerEvent, index: number): void {
    const handle = event.currentTarget as HTMLElement;
    if (event.button !== 0) return;
    handle.setPointerCapture(event.pointerId);
    this.from = index;
    this.to = index;
    const move = (moved: PointerEvent) => (this.to = this.#under(moved.clientY));
    const end = (ended: PointerEvent) => {
      handle.removeEventListener("pointermove", move);
      const { from, to } = this;
      this.from = this.to = null;
      if (ended.type === "pointerup" && from !== null && to !== null && from !== to) {
        this.move(from, to);
      }
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end, { once: true });
    handle.addEventListener("pointercancel", end, { once: true });
  }

  /** The index asked for by a key; `null` when it was another key. */
  key(event: KeyboardEvent, index: number, length: number): number | null {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return null;
    event.preventDefault();
    const to = index + (event.key === "ArrowUp" ? -1 : 1);
    if (to < 0 || to >= length) return null;
    this.move(index, to);
    return to;
  }

  #under(y: number): number {
    const items = [...(this.#list()?.children ?? [])];
    const below = items.findIndex((item) => y < item.getBoundingClientRect().bottom);
    return below < 0 ? items.length - 1 : below;
  }
}
