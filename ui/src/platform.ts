/** Everything outside the page: the engine's commands, dialogs, dropped files. */
import { Channel } from "@tauri-apps/api/core";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import { open, save } from "@tauri-apps/plugin-dialog";
import { commands, events, type CommandError } from "./bindings";
import { m } from "./messages";
import { r } from "./messages.run";

export type Commands = typeof commands;

/** What the window needs of the program around it; tests bring their own. */
export interface Platform {
  commands: Commands;
  /** Something happened to the file of the buffer with that number. */
  onDiskChange(heard: (buffer: number) => void): void;
  /** What goes on by itself fails: drafts cannot be kept, changes outside are not noticed. */
  onTrouble(heard: (error: CommandError) => void): void;
  /** The window was to be closed while so many runs are going. */
  onClosing(heard: (going: number) => void): void;
  /** A way by which a command tells things, in order. */
  channel<T>(heard: (news: T) => void): Channel<T>;
  /** Files dragged over the window (`null` when they leave), and dropped. */
  onDrop(over: (paths: string[] | null) => void, dropped: (paths: string[]) => void): void;
  pickFiles(): Promise<string[]>;
  pickFolder(): Promise<string | null>;
  pickTarget(suggested: string | null): Promise<string | null>;
  /** Kubeconfig files to read. */
  pickKubeconfigs(): Promise<string[]>;
  /** Where a log is to be saved. */
  pickLog(suggested: string): Promise<string | null>;
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
    onClosing(heard) {
      void events.closingAsked.listen((event) => heard(event.payload));
    },
    channel(heard) {
      return new Channel(heard);
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
    async pickKubeconfigs() {
      return (await open({ multiple: true, title: r.addFile })) ?? [];
    },
    pickLog(suggested) {
      return save({ title: r.saveLog, defaultPath: suggested });
    },
  };
}
