import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // Ample for the slowest tests on a machine that is busy with something else.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // The built command line is what users run, so the tests that start it need it built once.
    globalSetup: ['tests/setup/build.ts'],
  },
});
