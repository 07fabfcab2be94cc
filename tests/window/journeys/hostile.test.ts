/** Files that are broken, odd or hostile: each opens, says why, and is not harmed. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openApp } from "../app";
import { present, showing } from "../find";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import { temporaryFolder } from "../place";
import { BACKUP, replaced } from "../texts";

async function opened(bytes: string | Buffer, name = "orca-local.yml") {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, bytes);
  return { app: await openApp({ open: [path] }), path };
}

test("a byte order mark and line ends of Windows survive edits by form and by typing", async () => {
  const dos = (text: string) => `\uFEFF${text.replaceAll("\n", "\r\n")}`;
  const { app, path } = await opened(dos(BACKUP));
  await design.set(app, "Stage", "Label", "Sicherung");
  await editor.show(app, "Split");
  await editor.goToEndOf(app, "account: data");
  await editor.type(app, "\uE007region: eu");
  const changed = replaced(BACKUP, "label: Backup #", "label: Sicherung #");
  const expected = dos(
    replaced(changed, "  account: data\n", "  account: data\n        region: eu\n"),
  );
  await editor.textIs(app, expected, "the new line ends as its neighbours do");
  await editor.save(app);
  expect(await readFile(path, "utf8")).toBe(expected);
});

test("a file that is not there is said, and the window is ready for another", async () => {
  const app = await openApp({ open: ["/no/such/file.yml"] });
  await showing(app, "/no/such/file.yml");
  expect(await present(app, { role: "alert", name: "", begins: true })).not.toBeNull();
  await showing(app, "Open file…");
});
