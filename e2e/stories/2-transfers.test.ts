import { readFileSync } from 'node:fs'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { expect, type Page } from '@playwright/test'
import { writeReport } from '../../sdk/test/bank/pain002.ts'
import { type Business, concludeAgreement } from '../setup/agreement.ts'
import { deliverToNodes, iban, importOnScreen, openBank, statement, today } from '../setup/bank.ts'
import { browserOf, money, people } from '../setup/people.ts'
import { get, stackFile } from '../setup/stack.ts'
import { test } from '../setup/test.ts'

// SP-04, SP-20, TK-04: money comes in and goes out by bank transfer; what the bank does not make comes back.
test.describe.configure({ mode: 'serial' })

const receiver = 'FR1420041010050500013M02606'
let root = ''
let business: Business

test.beforeAll(async () => {
  const concluded = await concludeAgreement('Bank transfers', terms => {
    delete terms.period
    terms.monthly = []
    terms.clauses = [{ name: 'Everything', shares: { Investor: 3, Operator: 1 } }]
    terms.processor = { rail: 'bank', account: iban }
  })
  root = concluded.root
  business = concluded.business
})

const received = async () => (await get<AgreementView>(`/api/index/agreements/${root}`)).received

test('the business connects its bank, a payer transfers, and the statement divides the money', async ({ browser }) => {
  const page = await (await browser.newContext({ baseURL: stackFile().url, locale: 'en-GB' })).newPage()
  await page.goto(`/businesses/${business.id}`)
  await page.getByRole('button', { name: 'Connect an account' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Account', { exact: true }).fill('GB29 NWBK 6016 1331 9268 19')
  await dialog.getByLabel('Access key of the business').fill(business.key)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()

  await page.goto(`/pay/${root}`)
  await page.getByLabel('Amount').fill('120.02')
  await page.getByLabel('What for').fill('Invoice 8')
  await page.getByLabel('Your name').fill('Paula Payer')
  await page.getByRole('button', { name: 'Show where to pay' }).click()
  const details = page.getByRole('region', { name: 'Transfer it like this' })
  await expect(details.getByText('GB29 NWBK 6016 1331 9268 19')).toBeVisible()
  const reference = (await details.getByText(/^RF/).textContent()) ?? ''

  const entries = [
    { reference: 'C1', amount: '120.02', date: today(), details: [{ text: `Invoice 8 ${reference}` }] },
    { reference: 'C2', amount: '7.00', status: 'PDNG', date: today(), details: [{ text: 'For lunch' }] },
  ]
  const file = statement('S-1', '0.00', entries)
  await openBank(page, business)
  await importOnScreen(page, 'statement.xml', file)
  const result = page.getByRole('status').filter({ hasText: 'statement.xml is imported' })
  await expect(result).toContainText('1 is understood and booked.')
  await expect(result).toContainText('1 is not understood')
  await expect(page.getByRole('cell', { name: /EntryNotBooked/ }).first()).toBeVisible()
  // By the business's word alone nothing is divided.
  expect(await received()).toBe('0')
  deliverToNodes('1.xml', file)
  await expect.poll(received, { timeout: 30_000 }).toBe('12002')

  await importOnScreen(page, 'statement.xml', file)
  await expect(page.getByRole('status').filter({ hasText: 'nothing changed' })).toContainText('2 entries were known')
  await importOnScreen(page, 'broken.xml', file.slice(0, -60))
  await expect(page.getByRole('alert').filter({ hasText: 'FileNotXml' })).toContainText('line')
})

async function withdraw(
  page: Page,
  balance: bigint,
  amount: string,
  more: (dialog: ReturnType<Page['getByRole']>) => Promise<void>,
) {
  const balances = page.getByRole('region', { name: 'Balances' })
  const card = balances.locator('.mantine-Paper-root').filter({ hasText: money(balance) })
  await card.getByRole('button', { name: 'Withdraw' }).click()
  const dialog = page.getByRole('dialog')
  await more(dialog)
  await dialog.getByLabel('Amount').fill(amount)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await dialog.getByRole('button', { name: /^Withdraw / }).click()
  await expect(dialog.getByText(/has been withdrawn/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
}

test('a party withdraws, the bank makes one transfer and rejects the other, and nothing is lost', async ({
  browser,
}) => {
  const [investor] = people()
  if (!investor) throw new Error('no wallets')
  const page = await browserOf(browser, investor)
  await page.goto(`/accounts/${investor.address}`)
  await withdraw(page, 9_001n, '51', async dialog => {
    await dialog.getByRole('button', { name: 'Add a bank account' }).click()
    await dialog.getByLabel('Account holder').fill('Ingrid Invest')
    await dialog.getByLabel('Account number').fill(receiver)
    await dialog.getByRole('button', { name: 'Save the bank account' }).click()
  })
  await withdraw(page, 3_901n, '20', async dialog => {
    await dialog.getByRole('radio', { name: /Ingrid Invest/ }).check()
  })

  const office = await (await browser.newContext({ baseURL: stackFile().url, locale: 'en-GB' })).newPage()
  const bank = await openBank(office, business)
  await expect(bank.getByText(`2 payouts, ${money(7_100n)} in all, wait for the bank`)).toBeVisible()
  const [download] = await Promise.all([
    office.waitForEvent('download'),
    bank.getByRole('button', { name: 'Make the file' }).click(),
  ])
  const file = readFileSync(await download.path(), 'utf8')
  await expect(bank.getByText('2 under way')).toBeVisible()
  const [again] = await Promise.all([
    office.waitForEvent('download'),
    bank.getByRole('button', { name: 'Download again' }).click(),
  ])
  expect(readFileSync(await again.path(), 'utf8')).toBe(file)

  const idOf = (amount: string) =>
    new RegExp(`<EndToEndId>(\\w+)</EndToEndId>(?:(?!EndToEndId)[^])*>${amount}<`).exec(file)?.[1] ?? ''
  const message = /<MsgId>(\w+)</.exec(file)?.[1] ?? ''
  const details = [{ endToEndId: idOf('51.00'), creditor: receiver }]
  const paid = statement('S-2', '120.02', [{ reference: 'D1', amount: '51.00', side: 'DBIT', date: today(), details }])
  const transfers = [{ endToEndId: idOf('20.00'), reason: 'AC04', words: 'Account closed' }]
  const report = writeReport({ message, date: today(), transfers })
  for (const [name, text] of [
    ['paid.xml', paid],
    ['report.xml', report],
  ] as const) {
    await importOnScreen(office, name, text)
    await expect(office.getByRole('status').filter({ hasText: `${name} is imported` })).toContainText('1 is understood')
    deliverToNodes(name, text)
  }
  await expect(bank.getByText('1 paid')).toBeVisible()
  await expect(bank.getByText('1 failed')).toBeVisible()

  const payouts = page.getByRole('region', { name: 'Paid out' })
  const row = (cents: bigint) => payouts.getByRole('row').filter({ hasText: money(cents) })
  await expect(row(5_100n).getByText('Paid', { exact: true })).toBeVisible({ timeout: 30_000 })
  await expect(row(2_000n)).toContainText('Failed', { timeout: 30_000 })
  await expect(page.getByRole('region', { name: 'Balances' }).getByText(money(3_901n))).toBeVisible()
})

test('the page that compares bank and chain finds no difference', async ({ browser }) => {
  const page = await (await browser.newContext({ baseURL: stackFile().url, locale: 'en-GB' })).newPage()
  await page.goto('/reconcile')
  const card = page.getByRole('region', { name: `${iban} · XTS` })
  await expect(card.getByText('Adds up')).toBeVisible()
  await expect(card.getByText(money(6_902n)).first()).toBeVisible()
})
