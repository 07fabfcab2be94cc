/** The file is compared with what runs, as somebody pastes it. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startCluster } from "../apiserver";
import { openApp, picture, type App } from "../app";
import { control, press, showing, shownText } from "../find";
import { indented } from "../forms";
import { fill, paste } from "../keys";
import * as runs from "../pages/runs";
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

test("the Secret of the running Orca is read through the chosen kube context, and only read", async () => {
  const cluster = await startCluster();
  const secret = "          - {name: TOKEN, value: ghp_abcdefghijklmnopqrstuvwxyz0123456789}\n";
  const text = BACKUP.replace(
    "                    env:\n",
    `                    env:\n            ${secret}`,
  );
  cluster.deploy(replaced(text, "dump:1.4", "dump:1.3") + stage("goneLater", "Gone"));
  const path = join(await temporaryFolder(), "orca-local.yml");
  await writeFile(path, BACKUP + stage("restoreDatabase", "Restore"));
  const app = await openApp({ open: [path], kubeconfig: cluster.kubeconfig });
  await safety.command(app, "Compare with what runs");
  await press(app, "Choose a kube context…", PANEL);
  expect(cluster.asked, "nothing is asked before a kube context is chosen").toEqual([]);
  await runs.choose(app, "made-up");
  await safety.command(app, "Compare with what runs");
  await press(app, "Read from made-up", PANEL);
  await showing(app, "Read: Secret orca-files.", PANEL);
  await showing(app, "backupDatabase differs", PANEL);
  await showing(app, "dump:1.3", PANEL);
  await showing(app, "restoreDatabase does not run yet", PANEL);
  await showing(app, "goneLater runs, and is not in this file", PANEL);
  expect(await shownText(app, PANEL), "what looks like a secret is masked").not.toContain("ghp_");
  await picture(app, "running-cluster");
  expect(cluster.asked.filter((line) => !line.startsWith("GET "))).toEqual([]);

  const name = await control(app, { role: "textbox", name: "Orca's Deployment", within: PANEL });
  await fill(app, name, "orca-elsewhere");
  await press(app, "Read from made-up", PANEL);
  await showing(app, "There is no Deployment orca-elsewhere", `${PANEL} [role=alert]`);
});
