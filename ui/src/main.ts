import { mount } from "svelte";
import "./app.css";
import { extensions } from "./editor/extensions";
import { tauri, type Platform } from "./platform";
import App from "./shell/App.svelte";
import { App as State } from "./state/app.svelte";
import { start } from "./state/files";

/** In development the window can be looked at in a browser, with a stand-in engine. */
async function platform(): Promise<Platform> {
  if (import.meta.env.DEV && new URLSearchParams(location.search).has("fake")) {
    const { fakeFromAddress } = await import("../fake/platform");
    return fakeFromAddress(location.search);
  }
  return tauri();
}

const target = document.getElementById("app");
if (target) {
  const app = new State(await platform(), extensions);
  // The engine reads what it was started with while the window is laid out.
  const started = start(app);
  await app.layout.load();
  mount(App, { target, props: { app } });
  await started;
}
