/** The form's side of the selection: lights the field of a place. */
import type { Selection } from "../state/selection";
import { after } from "../state/path";

/** The focus that was asked for and given: it is given once. */
let answered: Selection | null = null;

export function lightField(form: HTMLElement, selection: Selection): void {
  for (const lit of form.querySelectorAll("[data-lit]")) lit.removeAttribute("data-lit");
  const found = innermost(form, selection.path);
  if (!found) return;
  const own = selection.from === "form";
  if (!own) {
    found.element.setAttribute("data-lit", "");
    if (answered !== selection) found.element.scrollIntoView?.({ block: "nearest" });
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
    const rest = after(path, element.dataset.path ?? "");
    if (!rest || rest.length > left) continue;
    left = rest.length;
    best = { element, exact: rest.length === 0 };
  }
  return best;
}
