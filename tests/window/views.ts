/** Every view of the window, for what is looked at in all of them. */
import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { LARGE, openApp, SMALL, type App, type Size, type Surroundings } from "./app";
import { choose, control, press, showing } from "./find";
import { chord, fill } from "./keys";
import * as authoring from "./pages/authoring";
import * as design from "./pages/design";
import * as editor from "./pages/editor";
import * as exporting from "./pages/exporting";
import * as facts from "./pages/facts";
import * as files from "./pages/files";
import * as pod from "./pages/pod";
import * as preview from "./pages/preview";
import * as problems from "./pages/problems";
import * as safety from "./pages/safety";
import { temporaryFolder } from "./place";
import { BACKUP, profile, replaced, stage } from "./texts";
import { until } from "./until";

export interface View {
  name: string;
  /** Sizes that it exists in; all when not said. */
  only?: Size;
  /** The group of the form that is brought to the top, in each size. */
  top?: string;
  show: (app: App, folder: string) => Promise<unknown>;
}

/** A pod with something in each of its forms. */
const POD = `                    livenessProbe:
                      httpGet: {path: /healthz, port: "\${8080}"}
                      periodSeconds: 10
                    securityContext:
                      allowPrivilegeEscalation: false
                      capabilities: {drop: [ALL]}
                    volumeMounts:
                      - {name: keys, mountPath: /keys, readOnly: true}
                tolerations:
                  - {key: example.com/batch, operator: Exists, effect: NoSchedule}
                affinity:
                  nodeAffinity:
                    requiredDuringSchedulingIgnoredDuringExecution:
                      nodeSelectorTerms:
                        - matchExpressions:
                            - {key: example.com/pool, operator: In, values: [batch, spot]}
                securityContext: {runAsNonRoot: true, runAsUser: 1000}
                volumes:
                  - name: keys
                    secret: {secretName: bucket-key}
`;

/** Text with something of everything: findings of each kind, other stages. */
const VARIED =
  replaced(
    replaced(BACKUP, "account: data\n", "acount: data\n"),
    '                        value: ""\n',
    `                        value: ""
                      - name: TOKEN
                        valueFrom: {secretKeyRef: {name: bucket, key: token}}
`,
  ) +
  POD +
  stage("restoreDatabase", "Restore") +
  stage("report", "Report", "[broken");

/** The rule of a key that Orca does not know. */
const MISSPELT = "unknown-key";

/** The views of an open file. */
export const VIEWS: readonly View[] = [
  { name: "design", show: (app) => editor.show(app, "Design") },
  {
    name: "parameter",
    show: async (app) => {
      await design.openParameter(app, "BUCKET");
      const within = await design.within(app, "Parameters");
      await control(app, { role: "combobox", name: "Mapping", within });
    },
  },
  {
    name: "loaded",
    show: async (app) => {
      await editor.show(app, "Design");
      await preview.show(app, "Loaded");
    },
  },
  {
    name: "preview",
    only: SMALL,
    show: async (app) => {
      await editor.show(app, "Preview");
      await preview.show(app, "Submitted");
    },
  },
  { name: "yaml", show: (app) => editor.show(app, "YAML") },
  { name: "split", show: (app) => editor.show(app, "Split") },
  {
    name: "explained",
    show: async (app) => {
      await editor.show(app, "Design");
      await press(app, `Explain ${MISSPELT}`, problems.LIST);
      await problems.explanation(app, MISSPELT);
    },
  },
  {
    name: "explained-field",
    show: async (app) => {
      await chord(app, "Escape");
      await press(app, "Rename to account", design.FORM);
      await problems.changesOf(app, await problems.explanation(app, MISSPELT));
    },
  },
  {
    name: "explained-text",
    show: async (app) => {
      await chord(app, "Escape");
      await editor.show(app, "YAML");
      await chord(app, "F8");
      await until("a message ends its line", async () => (await problems.inline(app)).length > 0);
      await until("the message opens", async () => {
        await app.browser.$(".cm-problem").click();
        return true;
      });
      await control(app, { role: "region", name: "About", begins: true, within: ".cm-explained" });
    },
  },
  {
    name: "fixes",
    show: async (app) => {
      await chord(app, "Escape");
      await problems.openFixes(app);
    },
  },
  {
    name: "export",
    show: async (app, folder) => {
      await exporting.open(app);
      await exporting.toggle(app, "Report"); // it is broken, and cannot go along
      const path = join(folder, "there.yml");
      await exporting.to(app, path);
      await showing(app, `${path} changes as shown.`);
      await showing(app, "Backup", ".export .cm-content");
    },
  },
  {
    name: "tree",
    show: async (app) => {
      await chord(app, "Escape");
      await editor.show(app, "Design");
      await press(app, "Show", await authoring.tree(app));
      await authoring.goToField(app, "backoffLimit");
    },
  },
  {
    name: "volumes",
    top: "Volumes",
    show: async (app) => {
      await editor.show(app, "Design");
      await pod.section(app, "Volumes");
      const form = await pod.newForm(app, "+ Volume", "A new volume");
      await choose(app, "Kind", "secret", form);
    },
  },
  {
    name: "secrets",
    top: "Environment",
    show: async (app) => {
      await chord(app, "Escape");
      const [link, title] = [
        "+ From a secret or config map",
        "A variable from a secret or config map",
      ];
      await pod.newForm(app, link, title);
      await control(app, { role: "textbox", name: "Secret of TOKEN", within: design.FORM });
    },
  },
  {
    name: "checks",
    top: "Checks",
    show: async (app) => {
      await chord(app, "Escape");
      await pod.section(app, "Checks");
      await choose(app, "Is ready: how", "httpGet", design.FORM);
    },
  },
  {
    name: "placing",
    top: "Placing",
    show: async (app) => {
      await pod.section(app, "Placing");
      await pod.newForm(app, "+ Rule for other pods", "Pods beside it");
    },
  },
  {
    name: "security",
    top: "Security",
    show: async (app) => {
      await chord(app, "Escape");
      await pod.section(app, "Security");
    },
  },
  {
    name: "gallery",
    show: async (app) => {
      await authoring.gallery(app);
      await showing(app, "What to set");
    },
  },
  {
    name: "import",
    show: (app) =>
      authoring.paste(
        app,
        "Command line",
        "docker run … or kubectl create job …",
        "docker run -e DB=orders -v /a:/b migrate:3 up",
      ),
  },
  {
    name: "script",
    show: async (app) => {
      await chord(app, "Escape");
      await press(app, "Edit as script", design.FORM);
      await control(app, { role: "textbox", name: "Script" });
    },
  },
  {
    name: "texts",
    show: async (app) => {
      await chord(app, "Escape");
      await safety.command(app, "Use in a pipeline");
      await showing(app, "preconfiguredJob");
    },
  },
  {
    name: "value-set",
    only: LARGE,
    show: async (app) => {
      await chord(app, "Escape");
      await editor.show(app, "Design");
      await preview.give(app, "Bucket", "weekly");
      await press(app, "Keep as…");
      await control(app, { role: "textbox", name: "Name of the value set" });
    },
  },
  {
    name: "way-round",
    show: async (app) => {
      await chord(app, "Escape");
      await press(app, "Reset to default: BUCKET");
      await design.focus(app, { role: "textbox", name: "Command 2", within: design.FORM });
      await chord(app, "Control", "Shift", "m");
      await showing(app, "cannot end in an item of a list", "section.panel");
    },
  },
  {
    name: "find",
    show: async (app) => {
      await chord(app, "Control", "Shift", "f");
      await fill(app, await control(app, { role: "textbox", name: "Find" }), "data");
      await showing(app, "in 1 file");
    },
  },
  {
    name: "palette",
    show: async (app) => {
      await editor.show(app, "Design");
      await chord(app, "Control", "k");
      await control(app, { role: "dialog", name: "Commands" });
    },
  },
  {
    name: "outputs",
    show: async (app) => {
      await chord(app, "Escape");
      await facts.open(app, "Outputs");
      await facts.paste(app, "Log", "SPINNAKER_PROPERTY_RELEASE=1.4\nSPINNAKER_PROPERTY_EMPTY=\n");
      await facts.item(app, "Lines", /^line 2 rejected/);
    },
  },
  { name: "log-link", show: (app) => press(app, "Log link", facts.PANEL) },
  { name: "deck-list", show: (app) => press(app, "Deck's list", facts.PANEL) },
  { name: "installation", show: (app) => press(app, "Installation", facts.PANEL) },
  { name: "upgrade", show: (app) => press(app, "Upgrade", facts.PANEL) },
  {
    name: "running",
    show: async (app) => {
      await safety.command(app, "Compare with what runs");
      await control(app, { role: "textbox", name: "What runs" });
    },
  },
  {
    name: "environment",
    only: LARGE,
    show: async (app) => {
      await chord(app, "Escape");
      await editor.show(app, "Design");
      await press(app, "Environment");
      await control(app, { role: "textbox", name: "Orca's environment" });
    },
  },
  {
    name: "execution",
    only: LARGE,
    show: async (app) => {
      await press(app, "Hide environment");
      await press(app, "Sample execution…");
      await press(app, "As JSON");
    },
  },
  {
    name: "webhook",
    show: async (app) => {
      await press(app, "Hide sample execution");
      await safety.command(app, "New webhook stage");
      await showing(app, "New webhook", ".crumb");
    },
  },
  {
    name: "titus",
    show: async (app) => {
      await safety.command(app, "New Titus stage");
      await showing(app, "New Titus stage", ".crumb");
    },
  },
  {
    name: "head",
    show: async (app, folder) => {
      commitAll(folder);
      await safety.againstHead(app);
    },
  },
  {
    name: "conflict",
    show: async (app, folder) => {
      await files.choose(app, "Backup");
      await editor.show(app, "Design");
      await design.set(app, "Stage", "Label", "Backup by me");
      await writeFile(
        join(folder, "orca-local.yml"),
        replaced(VARIED, "label: Backup #", "label: Backup by others #"),
      );
      await press(app, "Show both");
      await showing(app, "Backup by others", "[aria-label='On disk']");
    },
  },
  {
    name: "merge",
    show: async (app) => {
      await press(app, "Merge");
      await showing(app, "changed on both sides", "section.merge");
    },
  },
];

/** Makes the folder a repository whose last commit has its files. */
function commitAll(folder: string): void {
  const who = ["-c", "user.name=Tester", "-c", "user.email=tester@example.com"];
  for (const words of [
    ["init", "-q"],
    ["add", "."],
    ["commit", "-qm", "Stages"],
  ]) {
    execFileSync("git", ["-C", folder, ...who, ...words]);
  }
}

/** Going through all of them takes its time on a busy machine. */
export const ALL_VIEWS = { timeout: VIEWS.length * 15_000 };

/** Opens the window on a file with something of everything. */
export async function openVaried(surroundings: Surroundings = {}) {
  const folder = await temporaryFolder();
  const path = join(folder, "orca-local.yml");
  await writeFile(path, VARIED);
  await writeFile(join(folder, "there.yml"), profile(stage("backupDatabase", "Backup, older")));
  return { app: await openApp({ open: [path], ...surroundings }), folder };
}
