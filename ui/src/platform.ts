/** Everything outside the page: the engine's commands, dialogs, dropped files. */
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { open, save } from "@tauri-apps/plugin-dialog";
import { commands, events, type CommandError } from "./bindings";
import { m } from "./messages";

export type Commands = typeof commands;

/** What the window needs of the program around it; tests bring their own. */
export interface Platform {
  commands: Commands;
  /** Something happened to the file of the buffer with that number. */
  onDiskChange(heard: (buffer: number) => void): void;
  /** Drafts cannot be kept: what is typed is not safe from a crash. */
  onTrouble(heard: (error: CommandError) => void): void;
  /** Files dragged over the window (`null` when they leave), and dropped. */
  onDrop(over: (paths: string[] | null) => void, dropped: (paths: string[]) => void): void;
  pickFiles(): Promise<string[]>;
  pickFolder(): Promise<string | null>;
  pickTarget(suggested: string | null): Promise<string | null>;
}

const YAML = [{ name: "YAML", extensions: ["yml", "yaml"] }];

export function tauri(): Platform {
  return {
    commands,
    onDiskChange(heard) {
      void events.diskChanged.listen((event) => heard(event.payload));
    },
    onTrouble(heard) {
      void events.trouble.listen((event) => heard(event.payload));
    },
    onDrop(over, dropped) {
      void getCurrentWebview().onDragDropEvent(({ payload }) => {
        if (payload.type === "enter") over(payload.paths);
        else if (payload.type === "leave") over(null);
        else if (payload.type === "drop") {
          over(null);
          dropped(payload.paths);
        }
      });
    },
    async pickFiles() {
      return (await open({ multiple: true, title: m.openFile(), filters: YAML })) ?? [];
    },
    pickFolder() {
      return open({ directory: true, title: m.openFolder() });
    },
    pickTarget(suggested) {
      return save({ title: m.saveAs(), filters: YAML, defaultPath: suggested ?? undefined });
    },
  };
}
