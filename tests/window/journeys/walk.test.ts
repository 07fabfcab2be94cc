/** The Echo stage of Spinnaker's own documentation, built by somebody new to the window. */
import { expect, test } from "vitest";
import { openApp, picture } from "../app";
import { control, press, shownText } from "../find";
import * as design from "../pages/design";
import { FORM } from "../pages/design";
import * as editor from "../pages/editor";
import * as preview from "../pages/preview";

const ECHO = [
  "label: Echo",
  "type: echoPhrase",
  "description: Echo a configured phrase",
  "account: kubernetes",
  "credentials: kubernetes",
  "application: k8s2",
  "- name: PHRASE",
  "label: Phrase to say",
  "description: Phrase to be echoed.",
  "mapping: manifest.spec.template.spec.containers[0].env[0].value",
  "defaultValue: Hello world!",
  "namespace: spinnaker",
  "backoffLimit: 0",
  "restartPolicy: Never",
  "- name: hello",
  "image: alpine:latest",
  "- $(PHRASE)",
];

test("the Echo stage is built without typing YAML", async () => {
  const app = await openApp();
  await picture(app, "walk-1-nothing-open");
  await press(app, "New file", "main", true);
  await picture(app, "walk-2-new-file");
  await press(app, "New stage");
  await control(app, { role: "region", name: "Stage", within: FORM });
  await picture(app, "walk-3-new-stage");

  await design.set(app, "Stage", "Label", "Echo");
  await design.set(app, "Stage", "Type", "echoPhrase");
  await design.set(app, "Stage", "Description", "Echo a configured phrase");
  await design.set(app, "Stage", "Account", "kubernetes");
  await design.set(app, "Stage", "Credentials", "kubernetes");
  await design.set(app, "Stage", "Application", "k8s2");

  await design.openParameter(app, "MESSAGE");
  await design.set(app, "Parameters", "Name", "PHRASE");
  await design.set(app, "Parameters", "Label", "Phrase to say");
  await design.set(app, "Parameters", "Description", "Phrase to be echoed.");
  await design.set(app, "Parameters", "Default value", "Hello world!");
  const shown = await shownText(app);
  expect(shown, "nobody has a pipeline with what was never saved").not.toContain("Pipelines that");
  await picture(app, "walk-4-parameter");

  await design.set(app, { container: "main" }, "Name", "hello");
  await design.set(app, { container: "hello" }, "Image", "alpine:latest");
  const variable = await control(app, { role: "textbox", name: "Name of variable 1" });
  expect(await variable.getValue(), "the variable follows its parameter").toBe("PHRASE");
  await picture(app, "walk-5-container");

  await preview.give(app, "Phrase to say", "Good morning");
  await preview.lineIs(app, "value: Good morning");
  await preview.lineIs(app, "$(PHRASE)");
  await editor.show(app, "Split");
  const text = await editor.text(app);
  expect(ECHO.filter((line) => !text.includes(line))).toEqual([]);
  await picture(app, "walk-6-done");
});
