/** What jsdom lacks and the window uses. */
import { cleanup, configure } from "@testing-library/svelte";
import { afterEach } from "vitest";

afterEach(() => cleanup());

// Working out styles takes jsdom most of a query's time; nothing here depends
// on them. What is hidden or out of reach is checked in the real window.
configure({ defaultHidden: true });
globalThis.getComputedStyle = ((element: HTMLElement) => element.style) as typeof getComputedStyle;

class Observer {
  observe() {}
  unobserve() {}
  disconnect() {}
}

globalThis.ResizeObserver ??= Observer;
globalThis.IntersectionObserver ??= Observer as unknown as typeof IntersectionObserver;
globalThis.CSS ??= { escape: (text: string) => text.replace(/([^\w-])/g, "\\$1") } as typeof CSS;
Element.prototype.scrollIntoView ??= () => undefined;
Element.prototype.setPointerCapture ??= () => undefined;

const nowhere = { x: 0, y: 0, width: 0, height: 0, top: 0, left: 0, right: 0, bottom: 0 };
Range.prototype.getClientRects = () =>
  Object.assign([], { item: () => null }) as unknown as DOMRectList;
Range.prototype.getBoundingClientRect = () => ({ ...nowhere, toJSON: () => nowhere });
