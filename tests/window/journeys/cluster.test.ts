/**
 * The same in a real cluster: the one that `STAGE_DESIGNER_TEST_KUBECONFIG`
 * names, whose user may run Jobs in the namespace `stage`, and which has the
 * image `alpine:3.22.1`. Without it there is nothing to show.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { openApp, picture } from "../app";
import { control, press, showing } from "../find";
import * as runs from "../pages/runs";
import { ROOT } from "../place";

const kubeconfig = process.env.STAGE_DESIGNER_TEST_KUBECONFIG;

/** The first kube context of the file. */
async function context(path: string): Promise<string> {
  const text = await readFile(path, "utf8");
  const name = /contexts:[\s\S]*?name"?: *"?([\w@./-]+)/.exec(text)?.[1];
  if (name === undefined) throw new Error(`No kube context in ${path}`);
  return name;
}

test.skipIf(!kubeconfig)(
  "the sample's stage runs in a real cluster, and nothing is left",
  async () => {
    const file = kubeconfig ?? "";
    const name = await context(file);
    const app = await openApp({ open: [join(ROOT, "samples/orca-local.yml")], kubeconfig: file });
    await runs.open(app);
    await runs.choose(app, name);
    await runs.page(app, "Check");
    await runs.type(app, "Namespace", "stage");
    await runs.check(app);
    await showing(app, "chosen here, against the manifest");
    await picture(app, "cluster-check");
    await press(app, `Run in ${name}`, "section.runs");
    await runs.logShows(app, "Hello world!");
    await runs.ended(app, "succeeded");
    await showing(app, "SUCCEEDED", "section.runs");
    await picture(app, "cluster-ended");
    await runs.page(app, "History");
    await control(app, { role: "button", name: "succeeded", begins: true });
  },
);
