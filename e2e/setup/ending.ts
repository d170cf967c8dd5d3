import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AccountView, AgreementView } from '@concordat/sdk/views.ts'
import { type Browser, expect, type Page } from '@playwright/test'
import type { Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { type Business, createBusiness, deliver, exampleTerms } from './agreement.ts'
import { command, get, stackFile } from './stack.ts'
import { installWallet, walletName } from './wallet.ts'

const names = { investor: 'Investor', builder: 'Builder', operator: 'Operator' }

type Sharing = { between?: (keyof typeof names)[]; endsAt?: string }

/** Parties who share every receipt equally and at once; three of them leave a cent over of most amounts. */
export async function concludeSharing(
  name: string,
  { between = ['investor', 'builder', 'operator'], ...change }: Sharing = {},
): Promise<{ root: string; business: Business }> {
  const business = await createBusiness(name)
  const parties = between.map(role => ({ name: names[role], role }))
  const shares = Object.fromEntries(between.map(role => [names[role], 1]))
  const { currency, quorum, arbiters, maxFreeze, signBy } = exampleTerms()
  const terms = { title: name, business: business.id, currency, quorum, arbiters, maxFreeze, signBy, parties }
  const file = join(process.env.CONCORDAT_STATE ?? '', `${name}.json`)
  writeFileSync(file, JSON.stringify({ ...terms, clauses: [{ name: 'Everything', shares }], ...change }))
  const options = ['--business', business.id, '--as', ...between]
  const { root } = await command<{ root: string }>('agreements', 'conclude', file, ...options)
  await expect.poll(() => statusOf(root)).toBe('effective')
  return { root, business }
}

export const readAgreement = (root: string) => get<AgreementView>(`/api/index/agreements/${root}`)

export const statusOf = async (root: string) => (await readAgreement(root).catch(() => null))?.status

/** Receives a payment from a customer, in the currency of the example. */
export async function receive(business: Business, id: string, amount: string): Promise<void> {
  const date = new Date().toISOString().slice(0, 10)
  const row = `${date}T00:00:00Z,${date},payment,${id},,${amount},XTS,card\n`
  const header = 'recordedAt,date,kind,id,original,amount,currency,payer\n'
  expect((await deliver(business, 'bills', header + row)).body.accepted).toBe(1)
}

/** What is left in the agreement's own account, in cents. */
export async function leftIn(root: string): Promise<string> {
  const { account } = await readAgreement(root)
  const { balances } = await get<AccountView>(`/api/index/accounts/${account}`)
  return balances[0]?.amount ?? '0'
}

/** Where the key of one of the stack's arbiters is. */
export const arbiterKey = (number: number) => join(process.env.CONCORDAT_STATE ?? '', 'keys', `arbiter-${number}`)

/** The browser of one of the stack's arbiters, with a wallet of their own. */
export async function arbiterBrowser(browser: Browser, number: number): Promise<Page> {
  const key = readFileSync(arbiterKey(number), 'utf8').trim() as Hex
  const page = await (await browser.newContext({ baseURL: stackFile().url, locale: 'en-GB' })).newPage()
  await installWallet(page, privateKeyToAccount(key))
  await page.goto('/')
  await page.getByRole('button', { name: `Connect ${walletName}` }).click()
  await page.getByText('You act with your connected wallet.').waitFor()
  return page
}
