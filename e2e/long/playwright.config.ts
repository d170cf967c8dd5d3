import { defineConfig } from '@playwright/test'
import stories from '../playwright.config.ts'

// Runs in the long lane only, on a stack of its own.
export default defineConfig(stories, {
  testDir: '.',
  globalSetup: '../setup/startStack.ts',
  timeout: 600_000,
  use: { ...stories.use, serviceWorkers: 'allow' },
  outputDir: '../test-results/long',
})
