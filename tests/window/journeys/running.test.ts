/** The file is compared with what runs, as somebody pastes it. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { paste } from "../keys";
import { openApp, picture, type App } from "../app";
import { control, press, showing } from "../find";
import { indented } from "../forms";
import * as safety from "../pages/safety";
import { temporaryFolder } from "../place";
import { BACKUP, replaced, stage } from "../texts";

const PANEL = "section.running";

async function compared(app: App, pasted: string): Promise<void> {
  const box = await control(app, { role: "textbox", name: "What runs", within: PANEL });
  await paste(app, box, pasted);
  await press(app, "Compare", PANEL);
}

test("the JSON of /jobs/preconfigured and the deployed object show what differs, by stage", async () => {
  const path = join(await temporaryFolder(), "orca-local.yml");
  await writeFile(path, BACKUP + stage("restoreDatabase", "Restore"));
  const app = await openApp({ open: [path] });
  await safety.command(app, "Compare with what runs");

  const listed = { label: "Backup", type: "backupDatabase", description: "Older words." };
  await compared(app, JSON.stringify([listed, { label: "Gone", type: "goneLater" }]));
  await showing(app, "backupDatabase differs", PANEL);
  await showing(app, "Older words.", PANEL);
  await showing(app, "restoreDatabase does not run yet", PANEL);
  await showing(app, "goneLater runs, and is not in this file", PANEL);
  await picture(app, "running-list");

  const deployed = replaced(BACKUP, "dump:1.4", "dump:1.3") + stage("restoreDatabase", "Restore");
  await compared(app, `kind: ConfigMap\ndata:\n  orca-local.yml: |\n${indented(deployed, 4)}`);
  await showing(app, "restoreDatabase is the same", PANEL);
  await showing(app, "dump:1.3", PANEL);
  await picture(app, "running-deployed");

  await compared(app, "kubectl: not found");
  await showing(app, "neither the JSON list", `${PANEL} [role=alert]`);
});
