/** Which finding is explained, and in which view; one at a time. */
import type { Finding, RuleExplained, Severity } from "../bindings";
import { m } from "../messages";
import type { App } from "../state/app.svelte";
import type { Buffer } from "../state/buffer.svelte";
import { isWithin } from "../state/path";

export type Place = "list" | "form" | "yaml";

export interface Explaining {
  where: Place;
  buffer: Buffer;
  finding: Finding;
  /** The fix whose changes are shown. */
  fix: number | null;
}

export const RANK: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

/** Whether both are about the same thing: after a change of the text, findings are new objects. */
export function same(one: Finding, other: Finding): boolean {
  return (
    one === other ||
    (one.rule === other.rule &&
      one.path === other.path &&
      one.stage === other.stage &&
      one.message === other.message)
  );
}

/** How the finding is explained in this view; `null` when it is not. */
export function explaining(app: App, where: Place, finding: Finding): Explaining | null {
  const { explained } = app;
  return explained?.where === where && same(explained.finding, finding) ? explained : null;
}

/** Opens the explanation beside the place, or closes it when it is there already. */
export function explain(
  app: App,
  where: Place,
  buffer: Buffer,
  finding: Finding,
  fix: number | null = null,
): void {
  const now = explaining(app, where, finding);
  if (now && now.fix === fix) return leave(app);
  if (where === "list") app.layout.problemsShown = true;
  app.explained = { where, buffer, finding, fix };
}

/** Closes the explanation; the focus goes back to where it was opened. */
export function leave(app: App): void {
  const { explained } = app;
  app.explained = null;
  if (!explained) return;
  const inside = document.activeElement?.closest("[data-explained]");
  if (!inside) return;
  const selector = {
    list: "[data-problem][aria-current]",
    form: "[data-form] [aria-expanded='true'][data-explains]",
    yaml: "[data-testid=editor] .cm-content",
  }[explained.where];
  document.querySelector<HTMLElement>(selector)?.focus();
}

/** The finding at the selected place: the one selected, else the worst around it. */
function findingHere(app: App): Finding | null {
  const { active, selection } = app;
  if (!active || !selection) return null;
  const { path, range } = selection;
  const exact = active.findings.find((it) => it.path === path && it.range === range);
  if (exact) return exact;
  const line = range?.from.line;
  const onLine = (it: Finding) =>
    line !== undefined && it.range.from.line <= line && line <= it.range.to.line;
  const near = active.findings.filter(
    (it) => it.path === path || (path !== "" && isWithin(it.path, path)) || onLine(it),
  );
  return near.sort((a, b) => RANK[a.severity] - RANK[b.severity])[0] ?? null;
}

/** Explains what is selected, in the view that has the focus. */
export function explainHere(app: App): void {
  const { active } = app;
  const finding = findingHere(app);
  if (!active || !finding) return app.say(m.noProblemHere());
  const focused = document.activeElement;
  const where = focused?.closest("[data-testid=editor]")
    ? "yaml"
    : focused?.closest("[data-form]")
      ? "form"
      : "list";
  explain(app, where, active, finding);
}

const told = new Map<string, Promise<RuleExplained | null>>();

/** What there is to say about a rule; asked once. */
export function ruleOf(app: App, id: string): Promise<RuleExplained | null> {
  const asked = told.get(id) ?? app.platform.commands.explainRule(id);
  told.set(id, asked);
  asked.catch(() => told.delete(id));
  return asked;
}
