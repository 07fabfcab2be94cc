/** How the window is laid out; remembered by the program, not in the user's files. */
import type { Platform } from "../platform";

export type Mode = "design" | "yaml" | "split" | "preview";
export type Theme = "system" | "light" | "dark";

/** Pane sizes in pixels at zoom 1, each with its bounds. */
export const PANES = {
  files: { size: 232, min: 160, max: 420 },
  preview: { size: 400, min: 280, max: 900 },
  problems: { size: 132, min: 72, max: 520 },
  split: { size: 50, min: 25, max: 75 },
} as const;

export type Pane = keyof typeof PANES;

/** Below this width, in pixels at zoom 1, the preview is a tab of the middle. */
const NARROW = 1100;

const SETTING = "layout";

interface Kept {
  mode: Mode;
  theme: Theme;
  zoom: number;
  sizes: Record<Pane, number>;
  previewShown: boolean;
  problemsShown: boolean;
}

export class Layout {
  mode: Mode = $state("design");
  theme: Theme = $state("system");
  zoom = $state(1);
  previewShown = $state(true);
  problemsShown = $state(true);
  sizes: Record<Pane, number> = $state({
    files: PANES.files.size,
    preview: PANES.preview.size,
    problems: PANES.problems.size,
    split: PANES.split.size,
  });
  /** The window's width in pixels. */
  width = $state(1280);
  narrow: boolean = $derived(this.width / this.zoom < NARROW);
  /** What the middle shows; the preview only where it has no pane of its own. */
  shown: Mode = $derived(this.mode === "preview" && !this.narrow ? "design" : this.mode);
  #platform: Platform;
  #saving: ReturnType<typeof setTimeout> | null = null;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  async load(): Promise<void> {
    const text = await this.#platform.commands.setting(SETTING).catch(() => null);
    const kept = readKept(text);
    if (kept.mode) this.mode = kept.mode;
    if (kept.theme) this.theme = kept.theme;
    if (kept.zoom) this.zoomTo(kept.zoom);
    if (kept.previewShown !== undefined) this.previewShown = kept.previewShown;
    if (kept.problemsShown !== undefined) this.problemsShown = kept.problemsShown;
    for (const pane of Object.keys(PANES) as Pane[]) {
      const size = kept.sizes?.[pane];
      if (typeof size === "number") this.resize(pane, size);
    }
  }

  /** Remembers the layout, a moment after the last change. */
  remember(): void {
    const { mode, theme, zoom, previewShown, problemsShown } = this;
    const kept: Kept = {
      mode,
      theme,
      zoom,
      previewShown,
      problemsShown,
      sizes: { ...this.sizes },
    };
    if (this.#saving) clearTimeout(this.#saving);
    this.#saving = setTimeout(() => {
      this.#platform.commands.setSetting(SETTING, JSON.stringify(kept)).catch(() => undefined);
    }, 300);
  }

  resize(pane: Pane, size: number): void {
    const { min, max } = PANES[pane];
    this.sizes[pane] = Math.round(Math.min(max, Math.max(min, size)));
  }

  zoomTo(zoom: number): void {
    this.zoom = Math.round(Math.min(2, Math.max(0.7, zoom)) * 10) / 10;
  }
}

function readKept(text: string | null): Partial<Kept> {
  try {
    const kept: unknown = JSON.parse(text ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Partial<Kept>) : {};
  } catch {
    return {};
  }
}
