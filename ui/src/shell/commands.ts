/** Everything that can be done, with its keys: for the palette and the keyboard. */
import { duplicateStage, mapHere, selectedPlace } from "../author/gestures";
import { w } from "../facts/words";
import { m } from "../messages";
import { explainHere } from "../problems/explained";
import { r } from "../messages.run";
import { goToProblem } from "../problems/walk";
import type { App } from "../state/app.svelte";
import { askForFiles, askForFolder, close, newFile, save } from "../state/files";
import type { Mode, Theme } from "../state/layout.svelte";
import { compareHead, saveAll } from "../safety/commands";
import { addStageOf } from "./kinds";
import { addStage, openSample } from "./stages";

export interface Command {
  id: string;
  title: string;
  /** As `Ctrl+Shift+S`; `Ctrl` is Command on a Mac. */
  keys?: string;
  run: (app: App) => unknown;
  can?: (app: App) => boolean;
}

const open = (app: App) => app.active !== null;
const writable = (app: App) => app.active !== null && app.active.readOnly === null;

function mode(mode: Mode) {
  return (app: App) => {
    app.task = null;
    app.layout.mode = mode;
    app.layout.remember();
  };
}

function theme(theme: Theme) {
  return (app: App) => {
    app.layout.theme = theme;
    app.layout.remember();
  };
}

function zoom(by: number | null) {
  return (app: App) => {
    app.layout.zoomTo(by === null ? 1 : app.layout.zoom + by);
    app.layout.remember();
    app.say(m.zoomed(Math.round(app.layout.zoom * 100)));
  };
}

export const COMMANDS: readonly Command[] = [
  { id: "openFile", title: m.openFile(), keys: "Ctrl+O", run: askForFiles },
  { id: "openFolder", title: m.openFolder(), keys: "Ctrl+Shift+O", run: askForFolder },
  { id: "newFile", title: m.newFile(), keys: "Ctrl+N", run: newFile },
  { id: "sample", title: m.openSample(), run: openSample },
  { id: "newStage", title: m.newStage(), keys: "Ctrl+Shift+N", run: addStage, can: writable },
  {
    id: "gallery",
    title: m.gallery(),
    keys: "Ctrl+Shift+T",
    run: openGallery,
  },
  { id: "duplicateStage", title: m.duplicateStage(), run: duplicateStage, can: writable },
  {
    id: "makeParameter",
    title: m.makeParameterHere(),
    keys: "Ctrl+Shift+M",
    run: (app) => mapHere(app, selectedPlace(app)),
    can: writable,
  },
  {
    id: "texts",
    title: m.useInPipeline(),
    run: (app) => (app.task = { kind: "texts" }),
    can: (app) => (app.active?.stage ?? null) !== null,
  },
  {
    id: "findReplace",
    title: m.findReplace(),
    keys: "Ctrl+Shift+F",
    run: (app) => (app.task = { kind: "find" }),
    can: open,
  },
  {
    id: "save",
    title: m.save(),
    keys: "Ctrl+S",
    run: (app) => app.active && save(app, app.active),
    can: writable,
  },
  {
    id: "saveAs",
    title: m.saveAs(),
    keys: "Ctrl+Shift+S",
    run: (app) => app.active && save(app, app.active, true),
    can: open,
  },
  { id: "saveAll", title: m.saveAll(), keys: "Ctrl+Alt+S", run: saveAll, can: open },
  { id: "head", title: m.compareHead(), run: compareHead, can: open },
  {
    id: "running",
    title: m.compareRunning(),
    run: (app) => (app.task = { kind: "running" }),
    can: open,
  },
  {
    id: "newWebhook",
    title: m.newWebhook(),
    run: (app) => addStageOf(app, "webhook"),
    can: writable,
  },
  { id: "newTitus", title: m.newTitus(), run: (app) => addStageOf(app, "titus"), can: writable },
  {
    id: "export",
    title: m.exportStages(),
    keys: "Ctrl+E",
    run: (app) => (app.task = { kind: "export" }),
    can: open,
  },
  {
    id: "facts",
    title: w.title,
    keys: "Ctrl+5",
    run: (app) => (app.task = { kind: "facts" }),
    can: open,
  },
  { id: "testRun", title: r.testRun, keys: "Ctrl+6", run: (app) => app.runs.show(), can: open },
  { id: "checkRun", title: r.checkNow, run: checkRun, can: open },
  {
    id: "stopRun",
    title: r.stopRun,
    run: (app) => app.runs.stop(),
    can: (app) => app.runs.going,
  },
  {
    id: "kubeContext",
    title: r.showConnection,
    run: (app) => app.runs.show("connection"),
    can: open,
  },
  { id: "runs", title: r.showHistory, run: (app) => app.runs.show("history"), can: open },
  {
    id: "closeWindow",
    title: r.closeWindow,
    keys: "Ctrl+Q",
    run: (app) => app.platform.commands.closeWindow(),
  },
  {
    id: "close",
    title: m.closeFile(),
    keys: "Ctrl+W",
    run: (app) => app.active && close(app, app.active),
    can: open,
  },
  { id: "undo", title: m.undo(), keys: "Ctrl+Z", run: (app) => app.undo(), can: open },
  { id: "redo", title: m.redo(), keys: "Ctrl+Shift+Z", run: (app) => app.redo(), can: open },
  { id: "design", title: m.showDesign(), keys: "Ctrl+1", run: mode("design"), can: open },
  { id: "yaml", title: m.showYaml(), keys: "Ctrl+2", run: mode("yaml"), can: open },
  { id: "split", title: m.showSplit(), keys: "Ctrl+3", run: mode("split"), can: open },
  { id: "preview", title: m.showPreview(), keys: "Ctrl+4", run: togglePreview, can: open },
  { id: "problems", title: m.showProblems(), keys: "Ctrl+J", run: toggleProblems, can: open },
  {
    id: "nextProblem",
    title: m.nextProblem(),
    keys: "F8",
    run: (app) => goToProblem(app, 1),
    can: open,
  },
  {
    id: "previousProblem",
    title: m.previousProblem(),
    keys: "Shift+F8",
    run: (app) => goToProblem(app, -1),
    can: open,
  },
  { id: "explain", title: m.explainHere(), keys: "Ctrl+.", run: explainHere, can: open },
  {
    id: "fixAll",
    title: m.fixAll(),
    run: (app) => (app.task = { kind: "fixes", rule: null }),
    can: writable,
  },
  { id: "nextPane", title: m.nextPane(), keys: "F6", run: () => focusPane(1) },
  { id: "previousPane", title: m.previousPane(), keys: "Shift+F6", run: () => focusPane(-1) },
  {
    id: "palette",
    title: m.palette(),
    keys: "Ctrl+K",
    run: (app) => (app.paletteShown = !app.paletteShown),
  },
  { id: "zoomIn", title: m.zoomIn(), keys: "Ctrl++", run: zoom(0.1) },
  { id: "zoomOut", title: m.zoomOut(), keys: "Ctrl+-", run: zoom(-0.1) },
  { id: "zoomReset", title: m.zoomReset(), keys: "Ctrl+0", run: zoom(null) },
  { id: "themeSystem", title: m.themeSystem(), run: theme("system") },
  { id: "themeLight", title: m.themeLight(), run: theme("light") },
  { id: "themeDark", title: m.themeDark(), run: theme("dark") },
];

function checkRun(app: App): void {
  app.runs.show("check");
  if (app.active && app.runs.ready) void app.runs.check(app.active);
}

/** The gallery needs a file to put a stage into. */
async function openGallery(app: App): Promise<void> {
  if (!app.active || app.active.readOnly !== null) await newFile(app);
  if (app.active) app.task = { kind: "gallery" };
}

function togglePreview(app: App): void {
  if (app.layout.narrow) return mode("preview")(app);
  app.layout.previewShown = !app.layout.previewShown;
  app.layout.remember();
}

function toggleProblems(app: App): void {
  app.layout.problemsShown = !app.layout.problemsShown;
  app.layout.remember();
}

/** Moves the focus to the next of the window's panes. */
function focusPane(by: number): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")];
  if (panes.length === 0) return;
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const pane = panes[(at + by + panes.length) % panes.length];
  const stops = "[tabindex='0'], .cm-content, input, textarea, select, button:not([tabindex='-1'])";
  (pane?.querySelector<HTMLElement>(stops) ?? pane)?.focus();
}

export function runCommand(app: App, id: string): void {
  const command = COMMANDS.find((known) => known.id === id);
  if (command && (command.can?.(app) ?? true)) void command.run(app);
}

/** The command that a key press means. */
export function commandFor(event: KeyboardEvent): Command | undefined {
  const pressed = keysOf(event);
  const also = pressed === "Ctrl+Y" ? "Ctrl+Shift+Z" : pressed === "Ctrl+=" ? "Ctrl++" : pressed;
  return COMMANDS.find(({ keys }) => keys === also);
}

function keysOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const shifted = event.shiftKey && key !== "+" ? "Shift+" : "";
  return `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${shifted}${key}`;
}
