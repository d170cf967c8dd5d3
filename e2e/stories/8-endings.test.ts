import { expect, type Page } from '@playwright/test'
import { openBrowsers } from '../setup/drafts.ts'
import {
  arbiterBrowser,
  arbiterKey,
  concludeSharing,
  leftIn,
  readAgreement,
  receive,
  statusOf,
} from '../setup/ending.ts'
import { command } from '../setup/stack.ts'
import { test } from '../setup/test.ts'

// SP-17, OT-08: agreements are paused, ended, completed, and found again.

/** Signs an act in the window that its button opens. */
async function signAct(page: Page, button: string, promise: string) {
  await page.getByRole('button', { name: button, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(promise).check()
  await dialog.getByRole('button', { name: button, exact: true }).click()
  return dialog
}

const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

const close = (page: Page) =>
  page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click()

test('all parties end an agreement in their browsers, and it is paid out to the last cent', async ({ browser }) => {
  const { root, business } = await concludeSharing('harbour lights')
  await receive(business, 'lights', '10.00')
  await expect.poll(async () => (await readAgreement(root)).received).toBe('1000')
  const { investor, builder, operator } = await openBrowsers(browser, ['investor', 'builder', 'operator'])
  const terminate = ['Agree to end it', 'I agree to end the agreement'] as const

  await builder.goto('/')
  await investor.goto(`/agreements/${root}`)
  await expect(await signAct(investor, ...terminate)).toContainText('Your signature is kept')
  await close(investor)
  await expect(investor.getByText('1 of 3 signatures needed')).toBeVisible()

  // Taken back, it is nobody's to use; signed again, the others hear of it.
  await investor.getByRole('button', { name: 'Take my signature back' }).click()
  await expect(investor.getByText('1 of 3 signatures needed')).toBeHidden()
  await signAct(investor, ...terminate)
  await close(investor)

  const task = builder.getByRole('listitem').filter({ hasText: 'End the agreement of harbour lights?' })
  await expect(task).toContainText('1 of 3 have signed')
  await task.getByRole('link', { name: 'Open' }).click()
  await signAct(builder, ...terminate)
  await close(builder)
  await investor.goto('/')
  const held = investor.getByRole('region', { name: 'Who is holding us up' }).getByRole('listitem')
  await expect(held.filter({ hasText: 'harbour lights' })).toContainText('has not signed yet')

  await operator.goto(`/agreements/${root}`)
  await expect(await signAct(operator, ...terminate)).toContainText('The agreement is ended')
  await close(operator)
  await expect.poll(() => statusOf(root)).toBe('terminated')

  // What came in is shared; the cent that does not divide goes out with the completion.
  await operator.getByRole('button', { name: 'Complete it' }).click()
  await operator.getByRole('dialog').getByRole('button', { name: 'Complete it' }).click()
  await expect(operator.getByRole('dialog')).toContainText('The agreement is completed')
  await expect.poll(() => statusOf(root)).toBe('completed')
  await expect.poll(() => leftIn(root)).toBe('0')
})

test('arbiters pause the payments and let them go on', async ({ browser }) => {
  const { root, business } = await concludeSharing('quay works')
  const [first, second] = [await arbiterBrowser(browser, 1), await arbiterBrowser(browser, 2)]
  await first.goto(`/agreements/${root}`)
  // A wallet of one's own is asked who it is before it is shown what is nobody else's.
  await second.getByRole('button', { name: 'Sign in' }).click()
  const both = async (button: string, promise: string, done: string) => {
    await expect(await signAct(first, button, promise)).toContainText('Your signature is kept')
    await close(first)
    await second.goto('/')
    const task = second.getByRole('listitem').filter({ hasText: 'quay works?' })
    await expect(task).toContainText('1 of 2 have signed')
    await task.getByRole('link', { name: 'Open' }).click()
    await expect(await signAct(second, button, promise)).toContainText(done)
    await close(second)
  }
  await both('Confirm the pause', 'I confirm as an arbiter that payments must stop', 'Payments are paused')
  await expect(first.getByText('Frozen').first()).toBeVisible()

  await receive(business, 'works', '9.00')
  await expect.poll(async () => (await readAgreement(root)).received).toBe('900')
  expect(await leftIn(root)).toBe('900')

  await both('Confirm the resumption', 'I confirm as an arbiter that payments can go on', 'Payments go on')
  await expect.poll(() => statusOf(root)).toBe('effective')
  await expect.poll(() => leftIn(root)).toBe('0')
})

test('an agreement whose time is over is completed, and all are found in the archive', async ({ browser }) => {
  const over = await concludeSharing('old pier', { between: ['investor', 'builder'], endsAt: day(-1) })
  const { investor } = await openBrowsers(browser, ['investor'])
  await investor.goto(`/agreements/${over.root}`)
  await investor.getByRole('button', { name: 'Complete it' }).click()
  await investor.getByRole('dialog').getByRole('button', { name: 'Complete it' }).click()
  await expect(investor.getByRole('dialog')).toContainText('The agreement is completed')
  const running = await concludeSharing('new pier')
  await command('agreements', 'freeze', running.root, '--as', ...[1, 2].map(arbiterKey))

  await investor.goto('/agreements')
  const search = investor.getByRole('search')
  const cards = investor.getByRole('main').getByRole('link').filter({ hasText: 'pier' })
  await search.getByLabel('Search').fill('pier')
  await expect(cards).toHaveCount(2)
  const choose = async (field: string, option: string) => {
    await search.getByRole('combobox', { name: field }).click()
    await investor.getByRole('option', { name: option, exact: true }).click()
  }
  await choose('State', 'Completed')
  await expect(cards).toHaveCount(1)
  await expect(cards).toContainText('old pier')
  await choose('State', 'Frozen')
  await expect(cards).toContainText('new pier')
  await choose('State', 'Frozen')
  await expect(cards).toHaveCount(2)
  await choose('Party', 'Olu Operate')
  await expect(cards).toHaveCount(1)
  await expect(cards).toContainText('new pier')
  await choose('Party', 'Bao Build')
  await expect(cards).toHaveCount(2)
  await search.getByLabel('From').fill(day(2))
  await expect(cards).toHaveCount(0)
  await search.getByLabel('From').fill(day(-2))
  await expect(cards).toHaveCount(2)
  await search.getByLabel('Until').fill(day(-1))
  await expect(cards).toHaveCount(0)
})
