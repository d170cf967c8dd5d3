import { defineConfig } from '@playwright/test'

// Runs in the long lane only, without a browser, on a stack of its own.
export default defineConfig({
  testDir: '.',
  globalSetup: '../setup/startStack.ts',
  workers: 1,
  fullyParallel: false,
  timeout: 600_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  outputDir: '../test-results/long',
})
