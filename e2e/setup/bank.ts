import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bankFolder, developmentIban } from '@concordat/cli/stack/sandbox/settings.ts'
import type { Page } from '@playwright/test'
import { type WrittenEntry, writeCamt } from '../../sdk/test/bank/camt.ts'
import type { Business } from './agreement.ts'

export const iban = developmentIban

/** The day at the offset of the example's terms, YYYY-MM-DD. */
export const today = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

/** The bank's statement of the day. */
export const statement = (id: string, opening: string, entries: WrittenEntry[]) =>
  writeCamt({ id, account: iban, currency: 'XTS', opening, from: today(), to: today(), entries })

/** Delivers a file of the bank to the nodes, each of which reads it by itself. */
export function deliverToNodes(name: string, file: string): void {
  writeFileSync(join(bankFolder(process.env.CONCORDAT_STATE ?? ''), name), file)
}

/** Opens the bank's part of a business's page, with its access key. */
export async function openBank(page: Page, { id, key }: Business) {
  await page.goto(`/businesses/${id}`)
  const section = page.getByRole('region', { name: 'Bank transfers' })
  await section.getByLabel('Access key of the business').fill(key)
  await section.getByLabel('Access key of the business').blur()
  return section
}

/** Imports a file of the bank on the business's page. */
export async function importOnScreen(page: Page, name: string, file: string): Promise<void> {
  const section = page.getByRole('region', { name: 'Bank transfers' })
  await section.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/xml', buffer: Buffer.from(file) })
}
