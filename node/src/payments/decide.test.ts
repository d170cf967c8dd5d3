import { receiptHash } from '@concordat/sdk/facts.ts'
import { assignBookedAt } from '@concordat/sdk/rows/booking.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { business, context, contracts, delivered, standing } from '../../test/context.ts'
import { payment } from '../../test/feed.ts'
import type { RowContext, RowOf } from '../rows/context.ts'
import { decidePayment, receiptIn } from './decide.ts'

const at = assignBookedAt('2025-01-01', 480)
const row = delivered(payment('p1', '12.34'), 1, at) as RowOf<'payment'>
const codeOf = (changed: Partial<RowOf<'payment'>>, change: Partial<RowContext> = {}) => {
  const decision = decidePayment({ ...row, ...changed }, { ...context, ...change })
  return decision.status === 'dissent' ? decision.code : decision.status
}

describe(decidePayment, () => {
  test('default', () => {
    const decision = decidePayment(row, context)
    expect(decision).toMatchInlineSnapshot(`
      {
        "effect": "payment:0xb2e7b7a21d986ae84d62a7de4a916f006c4e42a596358b93bad65492d174c4ff:0xf047086d693278df1d78c61777c70c20d17f69ba3dc7262f1784ca010efff444",
        "fact": {
          "audience": "0x14dC79964da2C08b23698B3D3cc7Ca32193d9955",
          "observedAt": 1735660800,
          "quorum": "0xb2e7b7a21d986ae84d62a7de4a916f006c4e42a596358b93bad65492d174c4ff",
          "round": 0n,
          "subject": "0xf047086d693278df1d78c61777c70c20d17f69ba3dc7262f1784ca010efff444",
          "topic": "0x50690610561ef0ecaca3dec40e181ac38cc93c3d49a782bcd5c7941681183cd2",
          "validUntil": 0,
          "value": "0x5aa06deae600b932f4d81a293221e9df2b84a87b4e3f645713d1605aeae5e5fc",
        },
        "payload": {
          "receipt": {
            "amount": "1234",
            "bookedAt": 1735660800,
            "currency": "0x5854530000000000000000000000000000000000000000000000000000000000",
            "gasLimit": 500000,
            "key": "0x5fa2358263196dbbf23d1ca7a509451f7a2f64c15837bfbb81298b1e3e24e4fa",
            "payee": "0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f",
            "payer": "0x3A6aA7D783087B70D4b372b0c3953a2B45E96e0b",
            "processor": "0x7309e659d3b54b90dd276da6f341ea74b95ec755e381715e7140b0cef2f8d99f",
            "quorum": "0xb2e7b7a21d986ae84d62a7de4a916f006c4e42a596358b93bad65492d174c4ff",
            "transaction": "0x260e065801cba6ca065f28640c3d94ef235f67db5431448aae1a51af7214efaf",
          },
        },
        "status": "fact",
        "topic": "payment",
      }
    `)
  })

  test('behavior: the same row gives the same fact, whatever else the node knows', () => {
    const later = { ...standing, openMonth: 700, ended: 'terminated' as const }
    expect(decidePayment(row, { ...context, standing: later })).toEqual(decidePayment(row, context))
  })

  test('property: the fact is the hash of the stored receipt, and any other amount another fact', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 12 }), fc.integer({ min: 1, max: 10 ** 12 }), (a, b) => {
        const decide = (cents: number) => {
          const amount = (cents / 100).toFixed(2)
          const decision = decidePayment({ ...row, data: { ...row.data, amount } }, context)
          if (decision.status !== 'fact') throw new Error(decision.status)
          const receipt = receiptIn(decision.payload as never)
          expect(receipt.amount).toBe(BigInt(cents))
          expect(decision.fact.value).toBe(receiptHash(receipt))
          return decision.fact.value
        }
        expect(decide(a) === decide(b)).toBe(a === b)
      }),
    )
  })

  test('error: AnotherBusiness', () => expect(codeOf({ business: standing.root })).toBe('AnotherBusiness'))
  test('error: AgreementEnded', () =>
    expect(codeOf({}, { standing: { ...standing, ended: 'completed' } })).toBe('AgreementEnded'))
  test('error: NotACurrencyUnit', () => {
    const terms = { ...standing.terms, money: { asset: BigInt(contracts.Payments) } }
    expect(codeOf({}, { standing: { ...standing, terms } })).toBe('NotACurrencyUnit')
  })
  test('error: RoundNotZero', () => expect(codeOf({ round: 1 })).toBe('RoundNotZero'))
  test('error: CurrencyDiffers', () => {
    expect(codeOf({ data: { ...row.data, currency: 'EUR' } })).toBe('CurrencyDiffers')
    expect(codeOf({ data: { ...row.data, currency: 'no currency' } })).toBe('CurrencyDiffers')
  })
  test('error: AmountUnreadable', () =>
    expect(codeOf({ data: { ...row.data, amount: '1.234' } })).toBe('AmountUnreadable'))
  test('error: AmountZero', () => expect(codeOf({ data: { ...row.data, amount: '0.00' } })).toBe('AmountZero'))
  test('error: BookingDiffers', () => {
    expect(codeOf({ bookedAt: at + 1 })).toBe('BookingDiffers')
    const lastClosed = standing.terms.rules.period.firstMonth
    expect(codeOf({}, { lastClosed })).toBe('BookingDiffers')
    expect(codeOf({ bookedAt: assignBookedAt('2025-02-01', 480) }, { lastClosed })).toBe('fact')
  })

  test('behavior: an amendment that trusts another quorum leaves the units with the first', () => {
    const terms = { ...standing.terms, rules: { ...standing.terms.rules, quorum: standing.root } }
    const amended = { ...standing, terms, quorums: [...standing.quorums, standing.root] }
    expect(decidePayment(row, { ...context, standing: amended })).toEqual(decidePayment(row, context))
    expect(codeOf({}, { standing: { ...amended, quorums: [standing.root] } })).toBe('ProcessorMissing')
  })

  test('behavior: the subject is of the business that states it', () => {
    const decision = decidePayment(row, context)
    expect(decision.status === 'fact' && receiptIn(decision.payload as never).processor).toBe(business)
  })
})
