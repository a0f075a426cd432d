import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The built command line is what users run, so the tests that start it need it built once.
    globalSetup: ['tests/setup/build.ts'],
  },
});
