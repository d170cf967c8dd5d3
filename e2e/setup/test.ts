import { test as base } from '@playwright/test'

/** A story whose browsers are closed at its end: an open page goes on asking, and slows down the stories after it. */
export const test = base.extend<{ closeBrowsers: undefined }>({
  closeBrowsers: [
    async ({ browser }, use) => {
      await use(undefined)
      await Promise.all(browser.contexts().map(context => context.close()))
    },
    { auto: true },
  ],
})
