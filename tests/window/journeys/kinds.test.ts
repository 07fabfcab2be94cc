/** Webhook and Titus stages are made from nothing. */
import { readFile, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { changing, openApp, picture, type App } from "../app";
import { control, press, showing, shownText } from "../find";
import { chord, fill } from "../keys";
import * as design from "../pages/design";
import * as editor from "../pages/editor";
import * as preview from "../pages/preview";
import { problem } from "../pages/problems";
import * as safety from "../pages/safety";
import { temporaryFolder } from "../place";

async function empty(): Promise<{ app: App; path: string }> {
  const path = join(await temporaryFolder(), "orca-local.yml");
  await writeFile(path, "");
  return { app: await openApp({ open: [path] }), path };
}

/** Adds a stage of a kind; an empty file has had no preview that could be waited for. */
async function begun(app: App, command: string, label: string): Promise<void> {
  await safety.command(app, command);
  await showing(app, label, ".crumb");
}

async function field(app: App, label: string, text: string): Promise<void> {
  const box = await control(app, { role: "textbox", name: label, within: design.FORM });
  await fill(app, box, text);
  await changing(app, () => chord(app, "Tab"));
}

/** A server that answers each request so; what it was asked. */
async function server(status: number, headers: Record<string, string>, body: string) {
  const asked: { request: IncomingMessage; body: string }[] = [];
  const http = createServer((request, response) => {
    let sent = "";
    request.on("data", (chunk: Buffer) => (sent += chunk.toString()));
    request.on("end", () => {
      asked.push({ request, body: sent });
      response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((done) => http.listen(0, "127.0.0.1", done));
  onTestFinished(() => new Promise<void>((done) => http.close(() => done())));
  return { asked, address: `127.0.0.1:${(http.address() as AddressInfo).port}` };
}

test("a webhook stage shows its request, and sends it only when its address is confirmed", async () => {
  const { asked, address } = await server(202, { "X-Queue": "7" }, '{"state": "<b>queued</b>"}');
  const { app, path } = await empty();
  await begun(app, "New webhook stage", "New webhook");
  await field(app, "Label", "Build");
  await field(app, "URL", `http://${address}/builds/\${parameterValues['JOB']}`);
  // What is shown is what would be sent, with the values that an author gives.
  await showing(app, `http://${address}/builds/main`, design.FORM);
  await preview.give(app, "Job", "release");
  await showing(app, `http://${address}/builds/release`, design.FORM);
  await showing(app, '"job": "release"', design.FORM);
  await picture(app, "webhook");

  await press(app, "Send it once…", design.FORM);
  await showing(app, "This really sends POST", design.FORM);
  expect(asked, "nothing is sent before the address is confirmed").toHaveLength(0);
  await picture(app, "webhook-confirm");
  await press(app, `Send to ${address}`, design.FORM);
  await showing(app, "202 Accepted", design.FORM);
  await showing(app, "x-queue:", design.FORM);
  await showing(app, "<b>queued</b>", design.FORM);
  await picture(app, "webhook-answer");
  expect(asked).toHaveLength(1);
  expect(asked[0]?.request.url).toBe("/builds/release");
  expect(asked[0]?.request.headers["content-type"]).toBe("application/json");
  expect(asked[0]?.body).toContain('"job": "release"');

  await editor.save(app);
  const written = await readFile(path, "utf8");
  expect(written).toContain("webhook:\n  preconfigured:\n");
  expect(written).toContain("label: Build");
});

test("a redirect is shown and not followed, and a dead address is said", async () => {
  const { asked, address } = await server(302, { Location: "/elsewhere" }, "");
  const { app } = await empty();
  await begun(app, "New webhook stage", "New webhook");
  await field(app, "URL", `http://${address}/a`);
  await press(app, "Send it once…", design.FORM);
  await press(app, `Send to ${address}`, design.FORM);
  await showing(app, "302 Found", design.FORM);
  await showing(app, "this did not", design.FORM);
  expect(asked).toHaveLength(1);
  await field(app, "URL", "http://127.0.0.1:1/a");
  await press(app, "Send it once…", design.FORM);
  await press(app, "Send to 127.0.0.1:1", design.FORM);
  await showing(app, "No answer from 127.0.0.1", design.FORM);
});

test("what a webhook waits for is explained, and its rules speak", async () => {
  const { app } = await empty();
  await begun(app, "New webhook stage", "New webhook");
  await editor.show(app, "Split");
  await editor.goToEndOf(app, "waitForCompletion");
  for (let key = 0; key < "false".length; key++) await chord(app, "Backspace");
  await changing(app, () => editor.type(app, "true"));
  await problem(app, "about the status that nobody can ask for", ({ rule }) =>
    rule.startsWith("webhook-"),
  );
  await showing(app, "the status URL couldn't be resolved", design.FORM);
});

test("a Titus stage is made in the form and becomes the job as submitted", async () => {
  const { app, path } = await empty();
  await begun(app, "New Titus stage", "New Titus stage");
  await field(app, "Label", "Batch");
  await field(app, "Image", "team/batch:3");
  await field(app, "memory", "2048");
  await field(app, "retries", "1");
  await showing(app, "Batch", ".crumb");
  await preview.show(app, "Submitted");
  const lines = (await preview.lines(app)).map(preview.plain);
  expect(lines.some((line) => line.includes("team/batch:3"))).toBe(true);
  expect(lines.some((line) => line.includes("2048"))).toBe(true);
  await picture(app, "titus");
  await editor.save(app);
  const written = await readFile(path, "utf8");
  expect(written).toMatch(/^job:\n {2}preconfigured:\n {4}titus:\n/);
  expect(written).toContain("imageId: team/batch:3");
  expect(await shownText(app, "body")).not.toContain("would not start");
});
