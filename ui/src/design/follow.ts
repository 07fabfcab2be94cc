/** The form's side of the selection: lights the field of a place. */
import type { Selection } from "../state/selection";
import { after } from "../state/path";

/** The focus that was asked for and given, and what came into sight: both once. */
let answered: Selection | null = null;
let seen: { selection: Selection; element: HTMLElement } | null = null;

export function lightField(form: HTMLElement, selection: Selection): void {
  for (const lit of form.querySelectorAll("[data-lit]")) lit.removeAttribute("data-lit");
  const found = innermost(form, selection.path);
  if (!found) return;
  const own = selection.from === "form";
  if (!own) {
    found.element.setAttribute("data-lit", "");
    const { element } = found;
    // Scrolling lays the whole form out: not at every key.
    if (answered !== selection && (seen?.selection !== selection || seen.element !== element)) {
      element.scrollIntoView?.({ block: "nearest" });
    }
    seen = { selection, element };
  }
  if (!selection.focus || answered === selection || !found.exact) return;
  answered = selection;
  const { element } = found;
  const control =
    element.querySelector<HTMLElement>("input, textarea, select, [role=switch]") ??
    element.querySelector<HTMLElement>("button");
  control?.focus();
  if (control instanceof HTMLInputElement) control.select();
}

function innermost(form: HTMLElement, path: string) {
  let best: { element: HTMLElement; exact: boolean } | null = null;
  let left = Infinity;
  for (const element of form.querySelectorAll<HTMLElement>("[data-path]")) {
    const base = element.dataset.path ?? "";
    const rest = path.startsWith(base) ? after(path, base) : null;
    if (!rest || rest.length > left) continue;
    left = rest.length;
    best = { element, exact: rest.length === 0 };
  }
  return best;
}
