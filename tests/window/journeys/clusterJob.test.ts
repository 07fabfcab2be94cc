/** A Job that is there in a cluster becomes a stage; its secrets stay there. */
import { expect, test } from "vitest";
import { startCluster, type Cluster } from "../apiserver";
import { LARGE, openText, picture, resize, SMALL, type Theme } from "../app";
import { barriers } from "../axe";
import { choose, control, press, showing, shownText } from "../find";
import { fill } from "../keys";
import * as authoring from "../pages/authoring";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import { BACKUP } from "../texts";

const NIGHTLY = {
  ...{ apiVersion: "batch/v1", metadata: { name: "nightly-dump", namespace: "data", uid: "1" } },
  spec: {
    schedule: "0 3 * * *",
    jobTemplate: {
      spec: {
        backoffLimit: 6,
        template: {
          spec: {
            ...{ restartPolicy: "Never", dnsPolicy: "ClusterFirst" },
            containers: [
              {
                ...{ name: "dump", image: "registry.example.com/dump:7", resources: {} },
                env: [
                  { name: "SCHEMA", value: "orders" },
                  { name: "DB_PASSWORD", value: "correct-horse" },
                ],
              },
            ],
          },
        },
      },
    },
  },
};

async function opened(theme: Theme) {
  const cluster: Cluster = await startCluster();
  cluster.keep(NIGHTLY);
  const { app } = await openText(BACKUP, { theme, kubeconfig: cluster.kubeconfig });
  await authoring.gallery(app);
  await press(app, "Job in a cluster");
  await control(app, { role: "combobox", name: "Kube context" });
  return { app, cluster };
}

for (const theme of ["light", "dark"] as const) {
  test(`a CronJob of the chosen kube context is put in without its secrets, ${theme}`, async () => {
    const { app, cluster } = await opened(theme);
    expect(cluster.asked, "nothing is asked before a kube context is chosen").toEqual([]);
    await choose(app, "Kube context", "made-up");
    await fill(app, await control(app, { role: "textbox", name: "Namespace" }), "data");
    await press(app, "List Jobs");
    await press(app, "nightly-dump", "section.panel", true);
    await showing(app, "The value of DB_PASSWORD looks like a secret and was not copied.");
    for (const size of [SMALL, LARGE]) {
      await resize(app, size);
      await picture(app, `cluster-job-${theme}-${size.width}x${size.height}`);
    }
    expect(await barriers(app)).toEqual([]);
    await (
      await control(app, { role: "checkbox", name: "dump › env SCHEMA", begins: true })
    ).click();
    await press(app, "Put it in");
    await control(app, { role: "region", name: "Stage", within: design.FORM });
    await editor.has(app, "type: nightlyDump", "generateName: nightly-dump-", /name: SCHEMA/);
    const text = await editor.text(app);
    expect(text).not.toContain("correct-horse");
    expect(text).not.toContain("dnsPolicy");
    expect(cluster.asked.filter((asked) => !asked.startsWith("GET "))).toEqual([]);
    expect(cluster.asked.filter((asked) => asked.includes("secret"))).toEqual([]);
  });
}

test("who may not list Jobs is told what to do", async () => {
  const { app, cluster } = await opened("light");
  await choose(app, "Kube context", "made-up");
  await fill(app, await control(app, { role: "textbox", name: "Namespace" }), "data");
  cluster.refuse("cronjobs is forbidden");
  await press(app, "List Jobs");
  await showing(app, "ask for the permission", "[role=alert]");
  expect(await shownText(app, "[role=alert]")).toContain("data");
});
