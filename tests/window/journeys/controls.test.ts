/** Each kind of value is asked for by a control of its own. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "vitest";
import { changing, openApp, type App } from "../app";
import { control, press, showing } from "../find";
import { chord, fill, typeText } from "../keys";
import * as authoring from "../pages/authoring";
import * as design from "../pages/design";
import { FORM } from "../pages/design";
import * as editor from "../pages/editor";
import { temporaryFolder } from "../place";
import { until } from "../until";
import { BACKUP } from "../texts";

const TWO = `${BACKUP}                    volumeMounts:
                      - name: work
                        mountPath: /work
                  - name: side
                    image: alpine:3.22
                volumes:
                  - name: work
                    emptyDir: {medium: Memory}
                  - name: cache
                    emptyDir: {medium: Memory}
`;

async function opened(text = BACKUP): Promise<App> {
  const path = join(await temporaryFolder(), "orca-local.yml");
  await writeFile(path, text);
  return openApp({ open: [path] });
}

async function has(app: App, what: string, is: (text: string) => boolean): Promise<void> {
  await editor.show(app, "YAML");
  await until(
    what,
    async () => is(await editor.text(app)),
    () => editor.text(app),
  );
}

/** Chooses a suggestion of a field in the tree by typing it. */
async function pick(app: App, name: string, value: string): Promise<void> {
  const within = await authoring.tree(app);
  const box = await control(app, { role: "combobox", name, begins: true, within });
  await fill(app, box, value);
  await control(app, { role: "option", name: value, within });
  await chord(app, "ArrowDown");
  await changing(app, () => chord(app, "Enter"));
}

test("a quantity is written as Kubernetes reads it", async () => {
  const app = await opened();
  await design.set(app, { container: "dump" }, "Memory limit", "512Mi");
  await has(app, "the limit is there", (text) => text.includes("memory: 512Mi"));
});

test("a length of time is a number of seconds, said in words", async () => {
  const app = await opened();
  await authoring.goToField(app, "activeDeadlineSeconds");
  await authoring.typeInto(app, "activeDeadlineSeconds", "7200");
  await showing(app, "2 h", await authoring.tree(app));
  await has(app, "the number is bare", (text) => /activeDeadlineSeconds: 7200\n/.test(text));
});

test("one of a few words is chosen", async () => {
  const app = await opened();
  await authoring.goToField(app, "imagePullPolicy");
  await pick(app, "imagePullPolicy", "Always");
  await has(app, "the word is there", (text) => text.includes("imagePullPolicy: Always"));
});

test("a free key keeps its slash on its way through Spring", async () => {
  const app = await opened();
  await press(app, "Add label", FORM);
  await typeText(app, "example.com/team");
  await chord(app, "Tab");
  await typeText(app, "data");
  await changing(app, () => chord(app, "Enter"));
  await has(app, "the key is in brackets", (text) => text.includes("[example.com/team]"));
});

test("a mount's volume is chosen among those that the pod has", async () => {
  const app = await opened(TWO);
  await authoring.goToField(app, "volumeMounts name", "name");
  await pick(app, "name", "cache");
  await has(app, "the mount names it", (text) => /- name: cache\n +mountPath/.test(text));
});

test("containers change places by dragging, and by keys", async () => {
  const app = await opened(TWO);
  const order = (text: string) => text.indexOf("- name: side") < text.indexOf("- name: dump");
  const handle = { role: "button", name: "2: move side", begins: true, within: FORM };
  const second = await control(app, handle);
  await second.scrollIntoView({ block: "center" });
  const height = await app.browser.execute((from) => {
    const own = (from as never as HTMLElement).getBoundingClientRect();
    const first = document.querySelector("section.container")?.getBoundingClientRect();
    return Math.round((first?.bottom ?? 0) - 20 - (own.top + own.height / 2));
  }, second);
  await changing(app, () => second.dragAndDrop({ x: 0, y: height }));
  await has(app, "the second is the first", order);
  await changing(app, () => editor.undo(app));

  await editor.show(app, "Design");
  await design.focus(app, handle);
  await changing(app, () => chord(app, "Alt", "ArrowUp"));
  await has(app, "the second is the first", order);
});
