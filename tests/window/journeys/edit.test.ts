/** A file is opened, changed in forms, taken back, done again and saved. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changing, openApp } from "../app";
import { press, showing } from "../find";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import * as preview from "../pages/preview";
import { EXAMPLES, temporaryFolder } from "../place";
import { BACKUP, replaced } from "../texts";

interface File {
  title: string;
  /** Whether it lies outside the repository. */
  outside?: boolean;
  text: () => Promise<string>;
  container: string;
  parameter: string;
  /** What is in the file and what the user makes of it. */
  label: [string, string];
  default: [string, string];
  image: [string, string];
}

const example = (name: string) => () => readFile(join(EXAMPLES ?? "", name), "utf8");

const FILES: File[] = [
  {
    title: "a file with comments and quotes",
    text: async () => BACKUP,
    container: "dump",
    parameter: "BUCKET",
    label: ["label: Backup # shown", "label: Backup of everything # shown"],
    default: ['"nightly"   # emptied', '"weekly"   # emptied'],
    image: ["data/dump:1.4 # pinned", "data/dump:2.0 # pinned"],
  },
  {
    title: "the documentation's example",
    outside: true,
    text: example("01-docs-echo-phrase.yml"),
    container: "hello",
    parameter: "PHRASE",
    label: ["label: Echo\n", "label: Say\n"],
    default: ['defaultValue: "Hello world!"', 'defaultValue: "Good morning!"'],
    image: ["image: alpine:latest", "image: alpine:3.22"],
  },
  {
    title: "a build with Maven",
    outside: true,
    text: example("19-summit-maven-build.yml"),
    container: "gitmavenstage",
    parameter: "gitrepo",
    label: ["label: Maven build\n", "label: Maven\n"],
    default: ["defaultValue: spinnakersummit-2020", "defaultValue: another-repository"],
    image: ["image: 'maven:3-openjdk-11'", "image: 'maven:3-eclipse-temurin-21'"],
  },
];

/** The value in `key: value # comment`, without quotes. */
const plain = (line: string) =>
  line
    .replace(/\s+#.*$/s, "")
    .replace(/^\w+: /, "")
    .replaceAll(/['"]/g, "")
    .trim();

for (const file of FILES) {
  test(`${file.title} keeps every byte that was not edited`, ({ skip }) => {
    if (file.outside && !EXAMPLES) skip("the folder of real files is not here");
    return changeUndoRedoSave(file);
  });
}

async function changeUndoRedoSave(file: File): Promise<void> {
  const original = await file.text();
  const path = join(await temporaryFolder(), "orca-local.yml");
  await writeFile(path, original);
  const app = await openApp({ open: [path] });

  const image = replaced(original, ...file.image);
  const imageAndDefault = replaced(image, ...file.default);
  const everything = replaced(imageAndDefault, ...file.label);
  const pod = { container: file.container };
  const wanted = (pair: [string, string]) => ({ from: plain(pair[0]), to: plain(pair[1]) });
  const images = wanted(file.image);
  const given = wanted(file.default);
  const labels = wanted(file.label);
  const before = await design.value(app, pod, "Image");
  expect(before.endsWith(images.from), `the form shows the image ${images.from}`).toBe(true);

  // The three changes, each seen in the preview.
  const newImage = before.replace(images.from, images.to);
  await design.set(app, pod, "Image", newImage);
  await preview.lineIs(app, `image: ${newImage}`);
  await design.openParameter(app, file.parameter);
  await design.set(app, "Parameters", "Default value", given.to);
  await preview.lineIs(app, `value: ${given.to}`);
  await design.set(app, "Stage", "Label", labels.to);
  await showing(app, labels.to, ".crumb");

  // The text is exactly the old one with three words in other places.
  await editor.show(app, "Split");
  await editor.textIs(app, everything, "the text differs in the edited values only");
  await editor.isUnsaved(app, true, "there is something to save");

  // Each undo takes back one change, the last to the original bytes.
  await changing(app, () => editor.undo(app));
  await editor.textIs(app, imageAndDefault, "one undo takes back the label");
  await changing(app, () => editor.undo(app));
  await editor.textIs(app, image, "another takes back the default");
  await changing(app, () => editor.undo(app));
  await editor.textIs(app, original, "the last leaves the text as it was read");
  await editor.isUnsaved(app, false, "and nothing is left to save");
  await design.valueIs(app, pod, "Image", before);
  for (let change = 0; change < 3; change++) await changing(app, () => editor.redo(app));
  await editor.textIs(app, everything, "redo brings all three back");

  expect(await readFile(path, "utf8"), "nothing was written until now").toBe(original);
  await editor.save(app);
  expect(await readFile(path, "utf8"), "the file holds what was shown").toBe(everything);
}

test("a parameter that is added, used and removed leaves no trace", async () => {
  const path = join(await temporaryFolder(), "orca-local.yml");
  await writeFile(path, BACKUP);
  const app = await openApp({ open: [path] });
  await editor.show(app, "Split");

  await changing(app, () => press(app, "Add parameter", design.FORM));
  await showing(app, "PARAMETER", design.FORM);
  await design.set(app, "Parameters", "Name", "LEVEL");
  await changing(app, () => press(app, "Add variable LEVEL to dump", design.FORM));
  await design.set(app, "Parameters", "Default value", "full");
  await preview.lineIs(app, "value: full");
  await changing(app, () => press(app, "Remove", "li.parameter.open"));
  await preview.lineIs(app, 'value: ""');
  for (let change = 0; change < 5; change++) await changing(app, () => editor.undo(app));
  await editor.textIs(app, BACKUP, "undoing the lot gives the bytes that were read");
});
