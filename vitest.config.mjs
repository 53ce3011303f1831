import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/{js,e2e,packaging}/**/*.test.ts'],
    // For what never ends alone: a machine that is busy with other things may take many times as long as an idle one.
    testTimeout: 300_000,
    hookTimeout: 600_000,
    // Those that run side by side wait for most of their time.
    maxConcurrency: 10,
    // A test that leaves a rejection behind has failed.
    dangerouslyIgnoreUnhandledErrors: false,
  },
});
