import { defineConfig } from '@playwright/test'
import { unpackBrowser } from './setup/browser.ts'

const { executablePath, env } = await unpackBrowser()

export default defineConfig({
  testDir: './stories',
  globalSetup: './setup/startStack.ts',
  // One stack, used story after story in the order of the file names.
  workers: 1,
  fullyParallel: false,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  outputDir: './test-results',
  use: {
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    actionTimeout: 30_000,
    screenshot: 'only-on-failure',
    // A new browser for each person would keep the whole app each time; the long lane tests what is kept.
    serviceWorkers: 'block',
    launchOptions: {
      executablePath,
      env: { ...(process.env as Record<string, string>), ...env },
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
    },
  },
})
