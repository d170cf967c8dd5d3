import { expect } from '@playwright/test'
import { concludeAgreement, createBusiness, deliver, termsFile } from '../setup/agreement.ts'
import { refusedCommand } from '../setup/stack.ts'
import { test } from '../setup/test.ts'

// Bad input: a clear error with a reason code, and nothing half done.
type Terms = {
  parties: { name: string; role: string; account?: string }[]
  clauses: { rate?: string; shares: Record<string, unknown>; total?: number; lock?: Record<string, unknown> }[]
  [key: string]: unknown
}

const refusals: [code: string, change: (terms: Terms) => void][] = [
  ['SharesDoNotSum', terms => Object.assign(terms.clauses[0] as object, { shares: { Investor: '98%' } })],
  [
    'SharesDoNotSum',
    terms => Object.assign(terms.clauses[0] as object, { shares: { Investor: '60%', Builder: '42%' } }),
  ],
  ['RateAboveOne', terms => Object.assign(terms.clauses[0] as object, { rate: '102%' })],
  ['WholeNumberNeeded', terms => Object.assign(terms.clauses[0] as object, { shares: { Investor: 1.5 } })],
  ['DeadlinePassed', terms => Object.assign(terms, { signBy: '2020-01-01' })],
  ['LockWithoutDefault', terms => Object.assign(terms.clauses[1]?.lock as object, { otherwise: undefined })],
  ['MoneyMissing', terms => Object.assign(terms, { currency: undefined })],
  [
    'PartyTwice',
    terms => Object.assign(terms.parties[1] as object, { account: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8' }),
  ],
]

test('terms with a mistake are refused with the reason', async () => {
  const business = await createBusiness('mistakes')
  for (const [i, [code, change]] of refusals.entries()) {
    const file = termsFile(`mistake-${i}`, terms => change(terms as Terms))
    const refused = await refusedCommand('agreements', 'propose', file, '--business', business.id, '--as', 'investor')
    expect(refused).toMatchObject({ code: 'TermsRefused', problems: [expect.objectContaining({ code })] })
  }
})

test('CSV with mistakes: each line says what is wrong, the others are kept', async () => {
  const { business } = await concludeAgreement('csv')
  const header = 'recordedAt,date,kind,id,original,amount,currency,payer\n'
  const line = (id: string, amount = '10.00', rest = 'XTS,card') =>
    `2025-11-03T10:00:00Z,2025-11-03,payment,${id},,${amount},${rest}\n`

  const unknownColumn = await deliver(business, 'bills', `${header.replace('payer', 'customer')}${line('a')}`)
  expect(unknownColumn.status).toBe(422)
  expect(unknownColumn.body.error?.code).toBe('ColumnUnknown')

  const mixed = await deliver(
    business,
    'bills',
    `${header}${line('b1')}2025-11-03T10:00:00Z,2025-11-03,payment\n${line('b2', '1.005')}${line('b3')}`,
  )
  expect(mixed.body.accepted).toBe(2)
  expect(mixed.body.refused.map(({ line: number, code }) => [number, code])).toEqual([
    [3, 'RowIncomplete'],
    [4, expect.stringMatching(/AmountUnreadable|RowUnreadable/)],
  ])

  const conflict = await deliver(business, 'bills', `${header}${line('b1', '11.00')}${line('b4')}`)
  expect(conflict.body).toMatchObject({ accepted: 1, refused: [{ line: 2, code: 'RowConflict' }] })

  const again = await deliver(business, 'bills', `${header}${line('b1')}${line('b4')}`)
  expect(again.body).toMatchObject({ accepted: 0, duplicates: 2, refused: [] })

  const stranger = await deliver({ id: business.id, key: 'ck_wrong' }, 'bills', `${header}${line('c')}`)
  expect(stranger.status).toBe(401)
})
