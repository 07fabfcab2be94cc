/** New stages, and the sample that shows what one is. */
import { freshStage, newStage } from "../design/fresh";
import { m } from "../messages";
import type { App } from "../state/app.svelte";
import { newFile } from "../state/files";
import { join } from "../state/path";
import { child, scalar } from "../state/tree";
import { SAMPLE } from "./sample";

/** Puts a new stage after the last one and goes to its label. */
export async function addStage(app: App): Promise<void> {
  const buffer = app.active;
  if (!buffer) return;
  const root = buffer.view?.tree;
  const like = root && {
    account: scalar(child(root, "account")) ?? "",
    application: scalar(child(root, "application")) ?? "",
  };
  const types = buffer.stages.map(({ type }) => type);
  const made = newStage(buffer.stages, freshStage(types, like));
  if (!made) {
    app.notice = { tone: "warning", text: m.onlyOneStage(), remedy: m.onlyOneStageRemedy() };
    return;
  }
  await app.edit(made.edit);
  const stage = buffer.stages.find(({ path }) => path === made.path);
  if (!stage) return;
  app.task = null;
  if (app.layout.mode === "yaml" || app.layout.mode === "preview") app.layout.mode = "design";
  buffer.look(stage.index);
  await buffer.sync.settled();
  app.select(join(stage.path, "label"), "files", true);
  app.say(m.stageAdded());
}

/** A new file with a small stage in it that shows what everything does. */
export async function openSample(app: App): Promise<void> {
  const buffer = await newFile(app);
  if (!buffer) return;
  buffer.replace(SAMPLE);
  await buffer.sync.settled();
}
