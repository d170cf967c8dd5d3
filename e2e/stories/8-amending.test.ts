import { expect, type Page } from '@playwright/test'
import { concludeAgreement } from '../setup/agreement.ts'
import { confirm, openBrowsers } from '../setup/drafts.ts'
import { readAgreement, receive } from '../setup/ending.ts'
import { command } from '../setup/stack.ts'
import { test } from '../setup/test.ts'

// SP-18: a change is drafted, confirmed and signed by everybody, and money received before stays as it was shared.
const clauses = [
  { name: 'Recoup', limit: '100.00', shares: { Investor: '100%' } },
  { name: 'Rest', shares: { Investor: '20%', Builder: '10%', Operator: '45%', 'Site user': '25%' } },
]
/** Shared at once, without months. */
const atOnce = (terms: Record<string, unknown>) => {
  for (const name of ['period', 'monthly', 'endsAt', 'prose']) delete terms[name]
  terms.clauses = clauses
}
/** What each is entitled to, in cents: investor, builder, operator, user. */
const entitled = async (root: string) =>
  (await readAgreement(root)).positions.map(position => BigInt(position.entitled)).join(' ')

async function sign(page: Page, root: string) {
  await page.goto(`/agreements/${root}`)
  await page.getByRole('button', { name: 'Sign the change' }).click()
  await page.getByLabel('I have read the terms and agree to them').check()
  await page.getByRole('button', { name: 'Sign now' }).click()
}

test('four parties draft a change of an agreement in force, sign it, and keep what they earned', async ({
  browser,
}) => {
  const { root, business } = await concludeAgreement('changing', atOnce)
  await receive(business, 'before', '250.01')
  const { investor, builder, operator, user } = await openBrowsers(browser)
  await expect.poll(() => entitled(root)).toBe('13000 1500 6750 3750')

  await investor.goto(`/agreements/${root}`)
  await investor.getByRole('button', { name: 'Amend' }).click()
  await expect(investor).toHaveURL(/\/drafts\/0x/)
  const path = new URL(investor.url()).pathname
  await expect(investor.getByText('Nothing is changed yet')).toBeVisible()
  await expect(investor.getByText('Money received until the change takes effect is shared by the old')).toBeVisible()

  // Everybody is at the table already, and is told.
  await builder.goto('/alerts')
  await builder.getByText(/drafts a change of/).click()
  await expect(builder).toHaveURL(new RegExp(path))
  await expect(builder.getByText('Nothing is changed yet')).toBeVisible()
  for (const page of [operator, user]) await page.goto(path)
  await expect(user.getByRole('list', { name: 'Confirmations' }).getByRole('listitem')).toHaveCount(4)

  await investor.getByRole('tab', { name: 'Terms' }).click()
  const rest = investor.getByRole('article', { name: 'Clause 2' })
  await rest.getByLabel('Operator').fill('35')
  await rest.getByLabel('Investor').fill('30')
  await expect(rest.getByLabel('Goes on from')).toHaveValue('Clause 2')
  for (const page of [builder, user]) {
    await expect(page.getByText('Clause 2 · Share of Operator')).toBeVisible()
    await expect(page.locator('del', { hasText: '45%' })).toBeVisible()
    await expect(page.locator('ins', { hasText: '35%' })).toBeVisible()
  }

  for (const page of [investor, operator, user, builder]) {
    await expect(page.getByRole('button', { name: 'Confirm', exact: true })).toBeEnabled()
    await confirm(page)
  }
  await builder.getByRole('button', { name: 'Propose for signature' }).click()
  await builder.getByRole('button', { name: 'Propose now' }).click()
  await expect(builder.getByRole('dialog').getByText('The terms are proposed')).toBeVisible()
  await expect(investor.getByRole('heading', { name: 'The terms are proposed' })).toBeVisible()
  await investor.getByRole('link', { name: 'To the agreement', exact: true }).first().click()
  await expect(investor.getByRole('heading', { name: 'A change of the terms is proposed' })).toBeVisible()
  await sign(investor, root)
  await expect(investor.getByText('Your signature is recorded')).toBeVisible()
  for (const role of ['builder', 'operator']) await command('agreements', 'sign', root, '--as', role)
  await user.goto(`/agreements/${root}`)
  await expect(user.getByText('Only your signature is missing')).toBeVisible()
  await sign(user, root)
  await expect(user.getByText('The new terms are in force').first()).toBeVisible()
  await expect(user.getByText('Version 2', { exact: true }).first()).toBeVisible()
  await investor.goto(path)
  await expect(investor.getByRole('heading', { name: 'The new terms are in force' })).toBeVisible()

  // Nobody's part of what came in before has moved; what comes in now is shared by the new terms, the tier goes on.
  expect(await entitled(root)).toBe('13000 1500 6750 3750')
  await receive(business, 'after', '160.03')
  await expect.poll(() => entitled(root)).toBe('17800 3100 12351 7750')
  await user.reload()
  await expect(user.getByRole('row').filter({ hasText: 'Olu Operate' })).toContainText('123.51')
})
