/** Each kind of value is asked for by a control of its own. */
import { test } from "vitest";
import { changing, openText, type App } from "../app";
import { control, press, showing } from "../find";
import { chord, fill, typeText } from "../keys";
import * as authoring from "../pages/authoring";
import * as design from "../pages/design";
import { FORM } from "../pages/design";
import * as editor from "../pages/editor";
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

const SIDE_FIRST = /- name: side[^]*- name: dump/;

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
  const { app } = await openText(BACKUP);
  await design.set(app, { container: "dump" }, "Memory limit", "512Mi");
  await editor.has(app, "memory: 512Mi");
});

test("a length of time is a number of seconds, said in words", async () => {
  const { app } = await openText(BACKUP);
  await authoring.goToField(app, "activeDeadlineSeconds");
  await authoring.typeInto(app, "activeDeadlineSeconds", "7200");
  await showing(app, "2 h", await authoring.tree(app));
  await editor.has(app, /activeDeadlineSeconds: 7200\n/);
});

test("one of a few words is chosen", async () => {
  const { app } = await openText(BACKUP);
  await authoring.goToField(app, "imagePullPolicy");
  await pick(app, "imagePullPolicy", "Always");
  await editor.has(app, "imagePullPolicy: Always");
});

test("a free key keeps its slash on its way through Spring", async () => {
  const { app } = await openText(BACKUP);
  await press(app, "Add label", FORM);
  await typeText(app, "example.com/team");
  await chord(app, "Tab");
  await typeText(app, "data");
  await changing(app, () => chord(app, "Enter"));
  await editor.has(app, "[example.com/team]");
});

test("a mount's volume is chosen among those that the pod has", async () => {
  const { app } = await openText(TWO);
  await authoring.goToField(app, "volumeMounts name", "name");
  await pick(app, "name", "cache");
  await editor.has(app, /- name: cache\n +mountPath/);
});

test("containers change places by dragging, and by keys", async () => {
  const { app } = await openText(TWO);
  const handle = { role: "button", name: "2: move side", begins: true, within: FORM };
  const second = await control(app, handle);
  await second.scrollIntoView({ block: "center" });
  const height = await app.browser.execute((from) => {
    const own = (from as never as HTMLElement).getBoundingClientRect();
    const first = document.querySelector("section.container")?.getBoundingClientRect();
    return Math.round((first?.bottom ?? 0) - 20 - (own.top + own.height / 2));
  }, second);
  await changing(app, () => second.dragAndDrop({ x: 0, y: height }));
  await editor.has(app, SIDE_FIRST);
  await changing(app, () => editor.undo(app));

  await editor.show(app, "Design");
  await design.focus(app, handle);
  await changing(app, () => chord(app, "Alt", "ArrowUp"));
  await editor.has(app, SIDE_FIRST);
});
