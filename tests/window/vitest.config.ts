import { defineConfig } from "vitest/config";

// One screen, so one session at a time; no retries, for a window that works
// only sometimes does not work.
export default defineConfig({
  test: {
    include: ["journeys/*.test.ts"],
    fileParallelism: false,
    isolate: false,
    maxWorkers: 1,
    retry: 0,
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
