import { svelte } from "@sveltejs/vite-plugin-svelte";
import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** The fonts' licence asks to go where the fonts go. */
const fontLicences = {
  name: "font-licences",
  generateBundle(this: { emitFile: (file: object) => void }) {
    for (const font of ["inter", "jetbrains-mono"]) {
      const source = readFileSync(`node_modules/@fontsource-variable/${font}/LICENSE`, "utf8");
      this.emitFile({ type: "asset", fileName: `assets/${font}-LICENSE.txt`, source });
    }
  },
};

// The window loads the bundle from the program itself: relative addresses, no
// inline scripts (the content security policy forbids them), and the browser
// engines of the oldest supported systems.
export default defineConfig(({ mode }) => ({
  plugins: [svelte(), fontLicences],
  base: "./",
  clearScreen: false,
  server: { port: 5173, strictPort: true },
  build: {
    target: ["es2022", "safari16.4"],
    outDir: "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  resolve: mode === "test" ? { conditions: ["browser"] } : {},
  test: {
    environment: "jsdom",
    include: ["tests/**/*.test.ts"],
    setupFiles: ["tests/setup.ts"],
    restoreMocks: true,
    testTimeout: 30_000,
  },
}));
