import type { AgreementView } from '@concordat/sdk/views.ts'
import { expect } from '@playwright/test'
import { createBusiness, termsFile } from '../setup/agreement.ts'
import { browserOf, people } from '../setup/people.ts'
import { signal } from '../setup/processes.ts'
import { command, get, stackFile } from '../setup/stack.ts'
import { test } from '../setup/test.ts'

// What a page shows while something is missing: the connection, or the reading of a month.
test('a lost connection is said, and the page catches up by itself', async ({ page }) => {
  await page.goto(`${stackFile().url}/agreements`)
  await expect(page.getByText('Up to date')).toBeVisible()
  signal('SIGKILL', 'server')
  await expect(page.getByText('The connection to the service is lost')).toBeVisible()
  await expect(page.getByText('Up to date')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('The connection to the service is lost')).toHaveCount(0)
})

test('a month that nobody read in time is settled by default by whoever presses the button', async ({ browser }) => {
  const business = await createBusiness('overdue')
  const file = termsFile('overdue', terms => {
    // Counted from the signing, because the month itself is long over: nobody has to wait for days.
    Object.assign(terms.period as object, { closeAfter: 'PT5S' })
  })
  const everyone = ['investor', 'builder', 'operator', 'user']
  const { root } = await command<{ root: string }>(
    ...['agreements', 'conclude', file, '--business', business.id, '--as', ...everyone],
  )
  const view = () => get<AgreementView>(`/api/index/agreements/${root}`)
  await expect.poll(async () => (await view().catch(() => null))?.status).toBe('effective')
  const before = await view()
  expect(before.months).toMatchObject([{ status: 'open', closedAt: null }])

  const investor = people().find(({ role }) => role === 'investor')
  if (!investor) throw new Error('no wallet of the investor')
  const page = await browserOf(browser, investor)
  const month = page.getByText('The reading of November 2025 was due')
  await expect(async () => {
    await page.goto(`/agreements/${root}`)
    await expect(month).toBeVisible({ timeout: 2_000 })
  }).toPass()
  await page.getByRole('button', { name: 'Settle it with the agreed default' }).click()
  await expect
    .poll(async () => (await view()).months[0])
    .toMatchObject({ status: 'closedByDefault', net: '0', fact: null })
  // The meter's default: 2,000 kWh, in its smallest unit.
  expect((await view()).months[0]?.quantities).toEqual(['0', '2000000', '0'])
  await page.goto(`/agreements/${root}?tab=months`)
  await expect(page.getByRole('row').filter({ hasText: 'Nov 2025' })).toContainText('Settled by default')
})
