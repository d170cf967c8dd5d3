import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AgreementView, BatchView } from '@concordat/sdk/views.ts'
import { expect } from '@playwright/test'
import { command, get, projectDir, stackFile } from './stack.ts'

export const example = (file: string) => join(projectDir, 'examples/charging-site', file)

export type Business = { id: string; key: string }

/** Registers a business of a name nobody used before. */
export function createBusiness(name: string): Promise<Business> {
  return command<Business>('businesses', 'create', name, '--project', `Charging site ${name}`)
}

/** The example's terms with a change. */
export function exampleTerms(change: (terms: Record<string, unknown>) => void = () => {}): Record<string, unknown> {
  const terms = JSON.parse(readFileSync(example('terms.json'), 'utf8')) as Record<string, unknown>
  change(terms)
  return terms
}

/** The same, as a file. */
export function termsFile(name: string, change?: (terms: Record<string, unknown>) => void): string {
  const file = join(process.env.CONCORDAT_STATE ?? '', `${name}.json`)
  writeFileSync(file, JSON.stringify(exampleTerms(change)))
  return file
}

/** Signs the example's terms, changed or not, with all four wallets, and waits until readers see them. */
export async function concludeAgreement(
  name: string,
  change?: (terms: Record<string, unknown>) => void,
): Promise<{ root: string; business: Business }> {
  const business = await createBusiness(name)
  const everyone = ['investor', 'builder', 'operator', 'user']
  const file = termsFile(name, change)
  const { root } = await command<{ root: string }>(
    'agreements',
    'conclude',
    file,
    '--business',
    business.id,
    '--as',
    ...everyone,
  )
  await expect
    .poll(async () => (await get<AgreementView>(`/api/index/agreements/${root}`).catch(() => null))?.status)
    .toBe('effective')
  return { root, business }
}

/** Delivers CSV text the way a business system does. */
export async function deliver(
  business: Business,
  kind: 'progress' | 'bills',
  csv: string,
  key: string = crypto.randomUUID(),
) {
  const response = await fetch(`${stackFile().url}/api/businesses/${business.id}/csv?kind=${kind}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${business.key}`, 'content-type': 'text/csv', 'idempotency-key': key },
    body: csv,
  })
  return {
    status: response.status,
    body: (await response.json()) as BatchView & { error?: { code: string; message: string } },
  }
}
