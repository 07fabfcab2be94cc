import { mergeConfig } from "vitest/config";
import usual from "./vitest.config";

export default mergeConfig(
  { ...usual, test: { ...usual.test, include: [] } },
  { test: { include: ["bench/*.test.ts"], testTimeout: 600_000 } },
);
