import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/{js,e2e,packaging}/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A test that leaves a rejection behind has failed.
    dangerouslyIgnoreUnhandledErrors: false,
  },
});
