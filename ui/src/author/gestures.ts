/** Making a place a parameter, renaming with all uses, new stages: what they do to the text. */
import type { AddedStage, ParameterChoice, ParameterOffer } from "../bindings";
import { set, text } from "../design/edits";
import { m } from "../messages";
import type { App } from "../state/app.svelte";
import type { Buffer } from "../state/buffer.svelte";
import { join } from "../state/path";
import { positionOf } from "../state/places";
import { place, scalarAt } from "../state/tree";

/** What can be made of a place; `null` outside of stages. */
export function offerFor(app: App, buffer: Buffer, path: string): Promise<ParameterOffer | null> {
  const { commands } = app.platform;
  return buffer.sync.exclusive((version) => commands.parameterOffer(buffer.id, version, path));
}

/**
 * One gesture: where a mapping reaches, the parameter is made at once and its
 * label has the focus; elsewhere the panel says why not, and the way round.
 */
export async function mapHere(app: App, path: string): Promise<void> {
  const buffer = app.active;
  if (!buffer || buffer.readOnly !== null) return;
  const offer = await app.attempt(() => offerFor(app, buffer, path));
  if (!offer) return app.say(m.notHere());
  const [best] = offer.proposals;
  if (offer.reason !== null || !best) {
    app.task = { kind: "parameter", path };
    return;
  }
  const { name, label, description } = best;
  await makeParameterAt(app, buffer, path, { proposal: 0, name, label, description, stays: false });
}

/** The place that is selected; in the text, the value that the cursor's line has. */
export function selectedPlace(app: App): string {
  const { active, selection } = app;
  const root = active?.view?.tree;
  if (active && root && selection?.from === "yaml") {
    const head = active.editor.selection.main.head;
    const node = scalarAt(root, positionOf(active.editor.doc, head));
    if (node) return node.path;
  }
  return selection?.path ?? "";
}

/** Makes the parameter and puts the focus on its label. */
export async function makeParameterAt(
  app: App,
  buffer: Buffer,
  path: string,
  choice: ParameterChoice,
): Promise<void> {
  const { commands } = app.platform;
  await app.attempt(async () => {
    const edit = await buffer.sync.exclusive((version) =>
      commands.makeParameter(buffer.id, version, path, choice),
    );
    await buffer.edit(edit);
    app.task = null;
    const root = buffer.view?.tree;
    const list = root?.children.find((entry) => entry.key === "parameters");
    const index = list?.children.findIndex((item) =>
      item.children.some((entry) => entry.key === "name" && entry.text === choice.name),
    );
    if (list && index !== undefined && index >= 0) {
      if (app.layout.mode === "yaml") app.layout.mode = "split";
      app.select(join(list.path, index, "label"), "preview", true);
    }
    app.say(m.madeParameter(choice.name));
  });
}

/** Names that new stages and parameters are given until somebody names them. */
const MADE_UP = /^(PARAMETER|newStage)\d*$/;

/** Renames a parameter, or without an index the stage's type, and says what follows. */
export async function renameWithUses(
  app: App,
  parameter: number | null,
  to: string,
): Promise<void> {
  const { active } = app;
  const stage = active?.stage ?? null;
  const view = active?.view;
  if (!active || !view || stage === null) return;
  const { commands } = app.platform;
  const was = parameter === null ? view.summary.type : view.parameters[parameter]?.name;
  // Nobody has saved a pipeline with a name that this window has just made up.
  if (!was || MADE_UP.test(was)) {
    const at = parameter === null ? ["type"] : ["parameters", parameter, "name"];
    return app.edit(set(place(view.tree, ...at).path, text(to)));
  }
  await app.attempt(async () => {
    const renaming = await active.sync.exclusive((version) =>
      commands.rename(active.id, version, stage, parameter, to),
    );
    await active.edit(renaming.edit);
    if (parameter === null) await app.sets.rename(active, was, null, to);
    else {
      app.author.rename(active, was, to);
      await app.sets.rename(active, view.summary.type, was, to);
    }
    const count = renaming.uses.length;
    // What has never been saved is in no installation, and no pipeline knows it.
    if (active.path === null)
      return app.say(m.renamed(count, renaming.variable ?? m.renamedTo(to)));
    const beyond = renaming.variable ? `${renaming.variable} ` : "";
    const followed = m.renamed(count, beyond + renaming.warning);
    app.notice = { tone: "warning", text: followed, remedy: "" };
  });
}

/** Puts a new stage in and shows it with its label focused. */
export async function putIn(
  app: App,
  made: (buffer: Buffer, version: number) => Promise<AddedStage>,
): Promise<void> {
  const buffer = app.active;
  if (!buffer) return;
  await app.attempt(async () => {
    const added = await buffer.sync.exclusive((version) => made(buffer, version));
    await buffer.edit(added.edit);
    app.task = null;
    const stage = buffer.stages.find(({ path }) => path === added.path);
    if (!stage) return;
    if (app.layout.mode === "yaml" || app.layout.mode === "preview") app.layout.mode = "design";
    buffer.look(stage.index);
    await buffer.sync.settled();
    app.select(join(stage.path, "label"), "files", true);
    app.say(m.stageAdded());
  });
}

/** A copy of the stage that is looked at. */
export async function duplicateStage(app: App): Promise<void> {
  const stage = app.active?.stage ?? null;
  if (stage === null) return;
  const { commands } = app.platform;
  await putIn(app, (buffer, version) => commands.copyStage(buffer.id, version, stage));
}

/** Puts text where people paste from. */
export async function copyText(app: App, name: string, copied: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(copied);
  } catch {
    // Web views without the permission still copy what is selected.
    const area = document.createElement("textarea");
    area.value = copied;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  app.say(m.copied(name));
}
