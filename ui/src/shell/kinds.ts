/** New stages of a kind, made by the engine for the form that the file is in. */
import type { StageKind } from "../bindings";
import { m } from "../messages";
import type { App } from "../state/app.svelte";
import { join } from "../state/path";

export async function addStageOf(app: App, kind: StageKind): Promise<void> {
  const buffer = app.active;
  if (!buffer) return;
  const made = await app.attempt(async () => ({
    fresh: await buffer.sync.exclusive((version) =>
      app.platform.commands.freshStage(buffer.id, version, kind),
    ),
  }));
  if (!made) return;
  const { fresh } = made;
  if (!fresh) {
    app.notice = { tone: "warning", text: m.onlyOneStage(), remedy: m.onlyOneStageRemedy() };
    return;
  }
  await app.edit(fresh.edit);
  const stage = buffer.stages.find(({ path }) => path === fresh.path);
  if (!stage) return;
  app.task = null;
  if (app.layout.mode === "yaml" || app.layout.mode === "preview") app.layout.mode = "design";
  buffer.look(stage.index);
  await buffer.sync.settled();
  app.select(join(stage.path, "label"), "files", true);
  app.say(m.stageAdded());
}
