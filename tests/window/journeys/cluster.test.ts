/**
 * Test runs in a real cluster: the one that `STAGE_DESIGNER_TEST_KUBECONFIG`
 * names, whose user may run Jobs in the namespace `stage`, and which has the
 * image `alpine:3.22.1`. Without it there is nothing to show.
 */
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { openApp, picture, type App } from "../app";
import { control, press, showing } from "../find";
import * as files from "../pages/files";
import * as runs from "../pages/runs";
import { ROOT, temporaryFolder } from "../place";
import { until } from "../until";

const kubeconfig = process.env.STAGE_DESIGNER_TEST_KUBECONFIG;
const PANEL = "section.runs";

const job = (label: string, type: string, script: string) => `      - label: ${label}
        type: ${type}
        cloudProvider: kubernetes
        account: kubernetes
        credentials: kubernetes
        waitForCompletion: true
        propertyFile: main
        manifest:
          apiVersion: batch/v1
          kind: Job
          metadata:
            generateName: ${type}-
            namespace: stage
          spec:
            backoffLimit: 0
            template:
              metadata: {}
              spec:
                restartPolicy: Never
                # A shell hears no signal: it would be waited for.
                terminationGracePeriodSeconds: 1
                containers:
                  - name: main
                    image: alpine:3.22.1
                    command: [sh, -c, "${script}"]
`;

/** One stage that hands on an output, and one that goes on until it is stopped. */
const STAGES = `job:
  preconfigured:
    kubernetes:
${job("Hand on", "handon", "echo SPINNAKER_PROPERTY_RELEASE=1.1.1")}${job("Endless", "endless", "echo begun; sleep 600")}`;

/** The first kube context of the file. */
async function context(path: string): Promise<string> {
  const text = await readFile(path, "utf8");
  const name = /contexts:[\s\S]*?name"?: *"?([\w@./-]+)/.exec(text)?.[1];
  if (name === undefined) throw new Error(`No kube context in ${path}`);
  return name;
}

/** Objects of test runs that the cluster holds. */
async function held(): Promise<string[]> {
  const words = ["-n", "stage", "get", "jobs,pods", "-l", "stage-designer.io/run", "-o", "name"];
  const env = { ...process.env, KUBECONFIG: kubeconfig };
  const { stdout } = await promisify(execFile)("kubectl", words, { env });
  return stdout.split("\n").filter((line) => line !== "");
}

/** Opens a file, and looks before a run of the stage that is shown. */
async function opened(file: string): Promise<{ app: App; name: string }> {
  const name = await context(kubeconfig ?? "");
  const app = await openApp({ open: [file], kubeconfig });
  await runs.open(app);
  await runs.choose(app, name);
  await showing(app, "The server answers: Kubernetes v1.", PANEL);
  await picture(app, "cluster-connection");
  return { app, name };
}

test.skipIf(!kubeconfig)(
  "the sample's stage runs in a real cluster, and nothing is left",
  async () => {
    const { app, name } = await opened(join(ROOT, "samples/orca-local.yml"));
    await runs.page(app, "Check");
    await runs.type(app, "Namespace", "stage");
    await runs.check(app);
    await showing(app, "chosen here, against the manifest");
    await picture(app, "cluster-check");
    await press(app, `Run in ${name}`, PANEL);
    await runs.logShows(app, "Hello world!");
    await runs.ended(app, "succeeded");
    await showing(app, "SUCCEEDED", PANEL);
    await picture(app, "cluster-ended");
    expect(await held(), "the cluster is as it was").toEqual([]);
  },
);

test.skipIf(!kubeconfig)(
  "outputs are taken, another stage is stopped, both are in the history, and nothing is left",
  async () => {
    const file = join(await temporaryFolder(), "orca-local.yml");
    await writeFile(file, STAGES);
    const { app, name } = await opened(file);
    await runs.check(app);
    await runs.start(app, name);
    await runs.ended(app, "succeeded");
    await runs.logShows(app, "SPINNAKER_PROPERTY_RELEASE=1.1.1");
    await control(app, { role: "button", name: "Copy the expression for release" });
    await showing(app, "1.1.1", "[aria-label='What the pipeline would get']");
    await picture(app, "cluster-outputs");

    await files.choose(app, "Endless");
    await runs.open(app);
    await runs.check(app);
    await runs.start(app, name);
    await runs.logShows(app, "begun");
    await until("the pod is there", async () => (await held()).length === 2, held);
    await picture(app, "cluster-running");
    await press(app, "Stop and clean up", PANEL);
    await runs.ended(app, "stopped");
    expect(await held(), "Job and pod are gone").toEqual([]);
    await picture(app, "cluster-stopped");

    await runs.page(app, "History");
    await control(app, { role: "button", name: "stopped Endless", begins: true });
    await control(app, { role: "button", name: "succeeded Hand on", begins: true });
    await picture(app, "cluster-history");
    await press(app, "succeeded Hand on", "[aria-label=History]", true);
    await runs.logShows(app, "SPINNAKER_PROPERTY_RELEASE=1.1.1");
    await showing(app, "SUCCEEDED", PANEL);
  },
);
