import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const tauri = {
  patterns: [{ group: ["@tauri-apps/*"], message: "Only src/platform.ts talks to Tauri." }],
};

export default ts.config(
  { ignores: ["dist/", "src/bindings.ts"] },
  js.configs.recommended,
  ts.configs.strict,
  svelte.configs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      "no-undef": "off",
      "no-restricted-imports": ["error", tauri],
      "@typescript-eslint/consistent-type-imports": "error",
      eqeqeq: ["error", "always"],
      "max-lines": ["error", 400],
      "svelte/no-at-html-tags": "error",
      "svelte/require-each-key": "error",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: {
      parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig },
    },
  },
  { files: ["src/platform.ts"], rules: { "no-restricted-imports": "off" } },
  { files: ["*.js", "*.ts"], languageOptions: { globals: globals.node } },
);
