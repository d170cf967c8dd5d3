import AxeBuilder from '@axe-core/playwright'
import type { DevWalletView } from '@concordat/sdk/views.ts'
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import { stackFile } from './stack.ts'

/** How somebody looks at the app. */
export type Look = { language: 'en' | 'zh'; colorScheme: 'light' | 'dark'; width: number }

/** A page as somebody sees it who acts as a participant, without waiting for movements. */
export async function lookAt(browser: Browser, person: DevWalletView, look: Look): Promise<Page> {
  const { language, colorScheme, width } = look
  const context: BrowserContext = await browser.newContext({
    ...{ baseURL: stackFile().url, colorScheme, locale: language === 'zh' ? 'zh-CN' : 'en-GB' },
    ...{ reducedMotion: 'reduce', viewport: { width, height: 900 } },
  })
  await context.addInitScript(
    ([actor, chosen]) => {
      localStorage.setItem('concordat.actor', actor as string)
      localStorage.setItem('concordat.language', chosen as string)
    },
    [person.address, language],
  )
  const page = await context.newPage()
  await page.goto('/')
  await settled(page)
  return page
}

/** Goes to a page of the app the way a link does. */
export async function go(page: Page, path: string): Promise<void> {
  await page.evaluate(to => window.history.pushState({}, '', to), path)
  await settled(page)
}

/** Waits until a page has its heading and nothing is being read any more. */
export async function settled(page: Page): Promise<void> {
  const heading = page.locator('h1').first()
  await expect(heading).toBeVisible()
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0)
  // What was being read may have brought a heading of its own.
  await expect(heading).toBeVisible()
}

// The pages have no frames from elsewhere, so each is checked where it is, which takes half the time.
/** What is wrong with a page as it is now: what axe finds, and what does not fit its width. */
export async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze()
  const faults = violations.map(({ id, help, nodes }) => {
    const where = nodes.slice(0, 3).map(({ target }) => target.join(' '))
    return `${id}: ${help} (${nodes.length}: ${where.join(' | ')})`
  })
  const { wide, fits } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return { wide: scrollWidth, fits: clientWidth }
  })
  return wide > fits ? [...faults, `the page is ${wide} wide and scrolls sideways in ${fits}`] : faults
}
