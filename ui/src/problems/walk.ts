/** Findings in the order and groups that the list shows. */
import type { Finding, Severity } from "../bindings";
import { m } from "../messages";
import type { App } from "../state/app.svelte";
import type { Buffer } from "../state/buffer.svelte";
import { RANK } from "./explained";

/** The rule whose findings stop all of Orca. */
const STOPS = "would-not-start";

/** Stands for what is in no stage. */
const WHOLE = -1;

export interface Group {
  title: string;
  findings: Finding[];
}

function byPlace(a: Finding, b: Finding): number {
  return (
    RANK[a.severity] - RANK[b.severity] ||
    a.range.from.line - b.range.from.line ||
    a.range.from.column - b.range.from.column
  );
}

/** By stage, in the order of the file; what is in no stage comes first. */
export function groups(buffer: Buffer, shown: (severity: Severity) => boolean): Group[] {
  const byStage: Record<number, Finding[]> = {};
  for (const finding of buffer.findings) {
    if (shown(finding.severity)) (byStage[finding.stage ?? WHOLE] ??= []).push(finding);
  }
  const titles = [{ index: WHOLE, title: buffer.name }].concat(
    buffer.stages.map(({ index, label, type }) => ({ index, title: label || type || m.unnamed() })),
  );
  return titles.flatMap(({ index, title }) => {
    const findings = byStage[index];
    return findings ? [{ title, findings: findings.sort(byPlace) }] : [];
  });
}

/** The groups with at most so many findings in all, and how many are left out. */
export function firstOf(all: readonly Group[], most: number): { shown: Group[]; left: number } {
  const shown: Group[] = [];
  let room = most;
  let left = 0;
  for (const { title, findings } of all) {
    if (room > 0) shown.push({ title, findings: findings.slice(0, room) });
    left += Math.max(0, findings.length - room);
    room = Math.max(0, room - findings.length);
  }
  return { shown, left };
}

export function count(findings: readonly Finding[], severity: Severity): number {
  return findings.filter((finding) => finding.severity === severity).length;
}

/** The first finding of an open file that would stop Orca. */
export function stopper(app: App): { buffer: Buffer; finding: Finding; stage: string } | null {
  for (const buffer of app.buffers) {
    const finding = buffer.findings.find(({ rule }) => rule === STOPS);
    if (!finding) continue;
    const stage = buffer.stages.find(({ index }) => index === finding.stage);
    return { buffer, finding, stage: stage?.label || stage?.type || buffer.name };
  }
  return null;
}

/** Goes to the next finding, or the one before, in the order of the list. */
export function goToProblem(app: App, by: number): void {
  const buffer = app.active;
  if (!buffer) return;
  const list = groups(buffer, () => true).flatMap(({ findings }) => findings);
  if (list.length === 0) return app.say(m.noProblems());
  const { selection } = app;
  const at = list.findIndex(
    (finding) => finding.path === selection?.path && finding.range === selection.range,
  );
  const next = at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length;
  const finding = list[next];
  if (!finding) return;
  app.selectFinding(buffer, finding);
  app.say(`${m.severity(finding.severity)}: ${finding.message}`);
}
