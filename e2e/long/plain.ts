import type { AgreementView } from '@concordat/sdk/views.ts'
import { expect } from '@playwright/test'
import { type Business, concludeAgreement } from '../setup/agreement.ts'
import { get } from '../setup/stack.ts'

const shares: Record<string, bigint> = { Investor: 5n, Builder: 3n, Operator: 2n, 'Site user': 1n }
const total = 11n
const nameOf: Record<string, string> = {
  investor: 'Investor',
  builder: 'Builder',
  operator: 'Operator',
  user: 'Site user',
}

/** An agreement of plain percentages, without months: every receipt is shared at once. */
export function concludePlain(name: string): Promise<{ root: string; business: Business }> {
  return concludeAgreement(name, terms => {
    delete terms.period
    terms.monthly = []
    const weights = Object.entries(shares).map(([party, weight]) => [party, Number(weight)])
    terms.clauses = [{ name: 'Everything', shares: Object.fromEntries(weights) }]
  })
}

export type Bill = { id: string; date: string; cents: bigint; original?: string }

/** bills.csv of payments, and of refunds where an original is named. */
export function billsCsv(bills: readonly Bill[]): string {
  const lines = bills.map(({ id, date, cents, original }) => {
    const amount = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`
    return [
      `${date}T10:00:00Z`,
      date,
      original ? 'refund' : 'payment',
      id,
      original ?? '',
      amount,
      'XTS',
      'card',
    ].join()
  })
  return ['recordedAt,date,kind,id,original,amount,currency,payer', ...lines, ''].join('\n')
}

/** Waits until the parties hold exactly their shares of what came in less what went back, and nothing is owed. */
export async function expectShared(root: string, received: bigint, refunded = 0n): Promise<void> {
  const net = received - refunded
  const parts = Object.fromEntries(Object.entries(shares).map(([name, weight]) => [name, (net * weight) / total]))
  const residue = net - Object.values(parts).reduce((sum, part) => sum + part)
  const standing = async () => {
    const view = await get<AgreementView>(`/api/index/agreements/${root}`).catch(() => null)
    if (!view) return null
    const paid = view.positions.map(({ role, paid }) => [nameOf[role], BigInt(paid)])
    const { received, refunded, owed, residue } = view
    return { received, refunded, owed, residue, ...Object.fromEntries(paid) }
  }
  await expect
    .poll(standing, { timeout: 300_000, intervals: [500] })
    .toEqual({ received: `${received}`, refunded: `${refunded}`, owed: '0', residue: `${residue}`, ...parts })
}
