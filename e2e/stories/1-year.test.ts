import { readFileSync } from 'node:fs'
import type { ReconciliationView } from '@concordat/sdk/payments/views.ts'
import type { AccountView, AgreementView, EntryView, ExampleView, FactView } from '@concordat/sdk/views.ts'
import { expect } from '@playwright/test'
import Papa from 'papaparse'
import { browserOf, expected, money, people, totalOf } from '../setup/people.ts'
import { sandboxAccounts, sandboxClient } from '../setup/sandbox.ts'
import { command, get, getAll, refusedCommand, stackFile } from '../setup/stack.ts'
import { test } from '../setup/test.ts'

// SP-01 to SP-03, SP-05 to SP-09, SP-14, SP-15, SP-19 to SP-22, SP-24: a year from signing to the last cent.
test.describe.configure({ mode: 'serial' })

let root = ''

test('a newcomer runs the year from the home page', async ({ browser }) => {
  const page = await (await browser.newContext({ baseURL: stackFile().url, locale: 'en-GB' })).newPage()
  await page.goto('/')
  await expect(
    page.getByRole('heading', { name: 'Agreements that pay everyone their share by themselves' }),
  ).toBeVisible()
  await page.getByRole('button', { name: 'Run the charging-site example' }).click()
  await expect(page.getByText('The year is settled')).toBeVisible({ timeout: 200_000 })
  await page.getByRole('link', { name: 'Open the agreement' }).click()
  await expect(page.getByText(money(expected.received)).first()).toBeVisible()
  root = page.url().split('/agreements/')[1]?.split('?')[0] ?? ''
  expect(root).toMatch(/^0x[0-9a-f]{64}$/)
})

test('each participant sees in a browser of their own what they hold and why', async ({ browser }) => {
  for (const person of people()) {
    const page = await (await browser.newContext({ baseURL: stackFile().url, locale: 'en-GB' })).newPage()
    await page.goto('/')
    await page
      .getByRole('button', { name: new RegExp(person.name) })
      .first()
      .click()
    await expect(page.getByRole('heading', { name: `Welcome, ${person.name}` })).toBeVisible()
    const total = money(totalOf(person.role))
    await expect(page.getByText(total).first()).toBeVisible()

    await page.goto(`/agreements/${root}`)
    const row = page.getByRole('row').filter({ hasText: person.name })
    await expect(row.getByText(total).first()).toBeVisible()

    await page.goto(`/accounts/${person.address}`)
    await expect(page.getByRole('heading', { name: 'Statement' })).toBeVisible()
    await expect(page.getByText(/clause/i).first()).toBeVisible()
  }
})

test('totals are right to the cent and every line names its clause', async () => {
  const view = await get<AgreementView>(`/api/index/agreements/${root}`)
  expect(view).toMatchObject({
    received: expected.received,
    refunded: expected.refunded,
    owed: '0',
    residue: expected.residue,
  })
  expect(view.balance).toBe(view.residue)
  for (const { role, account, paid, entitled } of view.positions) {
    expect(BigInt(paid)).toBe(totalOf(role))
    expect(entitled).toBe(paid)
    const entries = await getAll<EntryView>(`/api/index/accounts/${account}/entries`, 'entries')
    const settlements = entries.filter(({ kind }) => kind === 'settlement')
    for (const { amount, lines } of settlements)
      expect(lines.reduce((sum, line) => sum + BigInt(line.amount), 0n)).toBe(BigInt(amount))
    expect(settlements.reduce((sum, { amount }) => sum + BigInt(amount), 0n)).toBe(totalOf(role))
  }
})

test('behind each payment stands a fact that more than k nodes confirmed', async ({ browser }) => {
  const facts = await getAll<FactView>(`/api/index/agreements/${root}/facts`, 'facts')
  expect(facts.length).toBeGreaterThan(100)
  for (const { confirmedBy, needed, members } of facts) {
    expect(confirmedBy.length).toBeGreaterThanOrEqual(needed)
    expect(new Set(confirmedBy).size).toBe(confirmedBy.length)
    for (const node of confirmedBy) expect(members).toContain(node)
  }
  const [investor] = people()
  if (!investor) throw new Error('no wallets')
  const page = await browserOf(browser, investor)
  await page.goto(`/agreements/${root}`)
  await page.getByRole('tab', { name: 'Confirmations' }).click()
  const confirmed = page.getByRole('region', { name: 'Confirmed facts' })
  await confirmed.getByRole('button').first().click()
  await expect(
    confirmed
      .getByText(/^node-\d$/)
      .filter({ visible: true })
      .nth(2),
  ).toBeVisible()
})

test('a participant withdraws and downloads the statement', async ({ browser }) => {
  const user = people().find(({ role }) => role === 'user')
  if (!user) throw new Error('no wallet of the user')
  const page = await browserOf(browser, user)
  await page.goto(`/accounts/${user.address}`)
  await page.getByRole('button', { name: 'Withdraw' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Add a bank account' }).click()
  await page.getByLabel('Account holder').fill(user.name)
  await page.getByRole('textbox', { name: 'Account number' }).fill('DE89 3704 0044 0532 0130 00')
  await page.getByRole('button', { name: 'Save the bank account' }).click()
  await page.getByLabel('Amount').fill('99999999')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByLabel('Amount')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Amount').fill('1,000.50')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('button', { name: /^Withdraw .*1,000.50/ }).click()
  await expect(page.getByText(/1,000\.50.* has been withdrawn/)).toBeVisible()
  await page.getByRole('button', { name: 'Close', exact: true }).last().click()
  const left = totalOf('user') - 100_050n
  await expect(page.getByText(money(left)).first()).toBeVisible()

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download as CSV' }).click(),
  ])
  const { data } = Papa.parse<string[]>(readFileSync(await download.path(), 'utf8').replace(/^\uFEFF/, ''), {
    skipEmptyLines: true,
  })
  expect(data.length).toBeGreaterThan(12)
})

test('the statement adds up to the balance', async () => {
  const [, builder] = people()
  const entries = await getAll<EntryView>(`/api/index/accounts/${builder?.address}/entries`, 'entries')
  const sum = entries.reduce((total, { amount }) => total + BigInt(amount), 0n)
  expect(sum).toBe(totalOf('builder'))
  expect(entries[0]?.balanceAfter).toBe(sum.toString())
})

test('the year came and went at the processor, each bill once', async () => {
  const client = sandboxClient()
  const scope = { stripeAccount: sandboxAccounts().chargingSite }
  const paid: number[] = []
  for await (const { status, amount } of client.paymentIntents.list({ limit: 100 }, scope))
    if (status === 'succeeded') paid.push(amount)
  const refunded: number[] = []
  for await (const { amount } of client.refunds.list({ limit: 100 }, scope)) refunded.push(amount)
  const sum = (amounts: number[]) => String(amounts.reduce((total, amount) => total + amount, 0))
  expect([paid.length, sum(paid)]).toEqual([expected.rows.payment, expected.received])
  expect([refunded.length, sum(refunded)]).toEqual([expected.rows.refund, expected.refunded])
})

test('the command line pays out to a bank account, and processor and chain agree to the cent', async () => {
  const before = totalOf('operator')
  expect((await refusedCommand('withdraw', '22.02', '--as', 'operator')).code).toBe('PayoutAccountMissing')
  const bank = ['--holder', 'Olu Operate', '--account', 'DE89 3704 0044 0532 0130 00']
  const named = ['payout-accounts', 'add', root, '--as', 'operator', ...bank]
  const { key } = await command<{ key: string }>(...named)
  expect((await command<{ key: string }>(...named)).key).toBe(key)
  const toBank = ['--as', 'operator', '--to', key]
  expect((await refusedCommand('withdraw', '99999999', ...toBank)).code).toBe('InsufficientBalance')
  expect((await refusedCommand('withdraw', '1', '--as', 'operator', '--to', root)).code).toBe('PayoutAccountUnknown')

  const paid = await command<{ state: string; instruction: string }>('withdraw', '22.02', ...toBank, '--wait')
  expect(paid.state).toBe('paid')
  const [account] = await command<{ orders: object[] }[]>('payout-accounts', 'list', '--as', 'operator')
  expect(account?.orders).toMatchObject([{ instruction: paid.instruction, state: 'sent', refusal: null }])
  const [, , operator] = people()
  await expect
    .poll(async () => (await get<AccountView>(`/api/index/accounts/${operator?.address}`)).balances[0]?.amount)
    .toBe((before - 2_202n).toString())
  const site = async () => {
    const found = await get<ReconciliationView[]>('/api/rails/reconcile')
    return found.find(({ account }) => account === sandboxAccounts().chargingSite)
  }
  await expect.poll(site).toMatchObject({ difference: '0', causes: [], inFlight: '0' })
})

test('running the year again changes nothing', async () => {
  const before = await get<AgreementView>(`/api/index/agreements/${root}`)
  const again = await command<ExampleView>('example', 'charging-site')
  expect(again).toMatchObject({ status: 'done', root })
  expect(await get<AgreementView>(`/api/index/agreements/${root}`)).toEqual(before)
})
