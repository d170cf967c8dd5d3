import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DevWalletView } from '@concordat/sdk/views.ts'
import type { Browser, Page } from '@playwright/test'
import { projectDir, stackFile } from './stack.ts'

/** The four participants' wallets of the development chain. */
export function people(): DevWalletView[] {
  return JSON.parse(readFileSync(join(process.env.CONCORDAT_STATE ?? '', 'wallets.json'), 'utf8')) as DevWalletView[]
}

/** A participant's own browser: a fresh context in which they chose who they are, with no page loaded yet. */
export async function browserOf(browser: Browser, person: DevWalletView, url = stackFile().url): Promise<Page> {
  const chosen = { origin: url, localStorage: [{ name: 'concordat.actor', value: person.address }] }
  const context = await browser.newContext({
    ...{ baseURL: url, locale: 'en-GB', acceptDownloads: true },
    storageState: { cookies: [], origins: [chosen] },
  })
  return context.newPage()
}

type Expected = {
  received: string
  refunded: string
  residue: string
  rows: Record<'accepted' | 'duplicates' | 'payment' | 'refund', number>
  totals: Record<string, string>
}

/** What the example's year comes to, computed apart from the product. Amounts in cents. */
export const expected = JSON.parse(
  readFileSync(join(projectDir, 'examples/charging-site/expected.json'), 'utf8'),
) as Expected

const partyOfRole: Record<string, string> = {
  investor: 'Investor',
  builder: 'Builder',
  operator: 'Operator',
  user: 'Site user',
}

/** What a participant gets over the example's year, in cents. */
export const totalOf = (role: string): bigint => BigInt(expected.totals[partyOfRole[role] ?? ''] ?? '-1')

/** Cents as the English screens write them. */
export function money(cents: bigint | string): string {
  const options = { style: 'currency', currency: 'XTS', minimumFractionDigits: 2 } as const
  return new Intl.NumberFormat('en', options).format(Number(cents) / 100)
}
