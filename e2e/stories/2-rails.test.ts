import type { AgreementView } from '@concordat/sdk/views.ts'
import { expect, type Page } from '@playwright/test'
import { concludeAgreement } from '../setup/agreement.ts'
import { browserOf, money, people } from '../setup/people.ts'
import { sandboxAccounts } from '../setup/sandbox.ts'
import { get, stackFile } from '../setup/stack.ts'
import { test } from '../setup/test.ts'

// SP-04, SP-19, SP-20, TK-04: money comes in by card and goes out to a bank account, and every cent is where it should be.
test.describe.configure({ mode: 'serial' })

let root = ''
const account = () => sandboxAccounts().general

test.beforeAll(async () => {
  const concluded = await concludeAgreement('Card payments', terms => {
    delete terms.period
    terms.monthly = []
    terms.clauses = [{ name: 'Everything', shares: { Investor: 3, Operator: 1 } }]
    terms.processor = { rail: 'stripe', account: account() }
  })
  root = concluded.root
  const { id, key } = concluded.business
  const answer = await fetch(`${stackFile().url}/api/businesses/${id}/connections`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ rail: 'stripe', account: account() }),
  })
  expect(answer.status).toBe(200)
})

/** Fills the pay page in and goes on to the processor's. */
async function goToProcessor(page: Page, amount: string) {
  await page.getByLabel('Amount').fill(amount)
  await page.getByLabel('What for').fill('Invoice 7')
  await page.getByLabel('Your name').fill('Paula Payer')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await expect(page).toHaveURL(/\/pay\/cs_/)
}

const received = async () => (await get<AgreementView>(`/api/index/agreements/${root}`)).received

test('a declined card: the payer learns it and nothing moves', async ({ browser }) => {
  const page = await (await browser.newContext({ baseURL: stackFile().url, locale: 'en-GB' })).newPage()
  await page.goto(`/pay/${root}`)
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await expect(page.getByLabel('Amount')).toHaveAttribute('aria-invalid', 'true')
  await goToProcessor(page, '80')
  await page.locator('input[name=card][value="4000000000009995"]').check()
  await page.locator('button.strong').click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.goto(`/pay/${root}`)
  await expect(page.getByText('The card was declined')).toBeVisible()
  await expect(page.getByText('The card has insufficient funds. Nothing was charged.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Back to the payment page' })).toBeVisible()
  expect(await received()).toBe('0')
})

test('a card payment is confirmed by the nodes and divided before the payer’s eyes', async ({ browser }) => {
  const page = await (await browser.newContext({ baseURL: stackFile().url, locale: 'en-GB' })).newPage()
  await page.goto(`/agreements/${root}`)
  await page.getByRole('link', { name: 'Pay', exact: true }).click()
  await page.getByLabel('Amount').fill('120.02')
  const preview = page.getByRole('region', { name: 'Who gets what' })
  await expect(preview.getByText(money(9_001n))).toBeVisible()
  await expect(preview.getByText(money(3_000n))).toBeVisible()
  await goToProcessor(page, '120.02')
  await page.locator('input[name=card][value="4242424242424242"]').check()
  await page.locator('button.strong').click()

  await expect(page).toHaveURL(new RegExp(`/pay/${root}\\?checkout=`))
  await expect(page.getByText('Paid', { exact: true })).toBeVisible()
  await expect(page.getByText(/Confirmed by [34] of 4 nodes/)).toBeVisible({ timeout: 30_000 })
  const divided = page.getByRole('listitem').filter({ hasText: money(9_001n) })
  await expect(divided).toContainText(people()[0]?.name ?? '', { timeout: 30_000 })
  await expect(page.getByRole('listitem').filter({ hasText: money(3_000n) })).toBeVisible()
  expect(await received()).toBe('12002')
})

test('who earned it has it paid to a bank account', async ({ browser }) => {
  const [investor] = people()
  if (!investor) throw new Error('no wallets')
  const page = await browserOf(browser, investor)
  await page.goto(`/accounts/${investor.address}`)
  const balances = page.getByRole('region', { name: 'Balances' })
  const balance = balances.locator('.mantine-Paper-root').filter({ hasText: money(9_001n) })
  await balance.getByRole('button', { name: 'Withdraw' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Add a bank account' }).click()
  await dialog.getByLabel('Account holder').fill('Ingrid Invest')
  await dialog.getByLabel('Account number').fill('DE89 3704 0044 0532 0130 01')
  await dialog.getByRole('button', { name: 'Save the bank account' }).click()
  await expect(dialog.getByText('This is not a valid account number')).toBeVisible()
  await dialog.getByLabel('Account number').fill('DE89 3704 0044 0532 0130 00')
  await dialog.getByRole('button', { name: 'Save the bank account' }).click()
  await expect(dialog.getByRole('radio', { name: /Ingrid Invest/ })).toBeChecked()
  await dialog.getByLabel('Amount').fill('50')
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await dialog.getByRole('button', { name: /^Withdraw .*50/ }).click()
  await expect(dialog.getByText(/50\.00.* has been withdrawn/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()

  const payouts = page.getByRole('region', { name: 'Paid out' })
  const row = payouts.getByRole('row').filter({ hasText: money(5_000n) })
  await expect(row).toContainText('Ingrid Invest')
  await expect(row.getByText('Paid', { exact: true })).toBeVisible({ timeout: 30_000 })
})

test('the page that compares processor and chain finds no difference', async ({ browser }) => {
  const page = await (await browser.newContext({ baseURL: stackFile().url, locale: 'en-GB' })).newPage()
  await page.goto('/')
  await page.getByRole('link', { name: 'Reconciliation' }).click()
  const card = page.getByRole('region', { name: `${account()} · XTS` })
  await expect(card.getByText('Adds up')).toBeVisible()
  await expect(card.getByText(money(7_002n)).first()).toBeVisible()
})
