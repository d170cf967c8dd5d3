import { externalId } from '@concordat/sdk/ids.ts'
import fc from 'fast-check'
import type { Hex } from 'viem'
import { describe, expect, test } from 'vitest'
import { findCauses, type Sides } from './causes.ts'
import type { Moved } from './money.ts'

const instruction: Hex = `0x${'ab'.repeat(32)}`

/** What the account holds against what the chain says, computed from what moved and what was booked. */
function sidesOf(moved: Moved[], booked: [Hex, bigint][], { rows = [] as string[], fees = 0n, rest = 0n } = {}): Sides {
  const sum = (amounts: bigint[]) => amounts.reduce((all, each) => all + each, 0n)
  const balance = sum(moved.map(({ amount }) => amount)) - fees + rest
  const difference = balance - sum(booked.map(([, amount]) => amount))
  const money = { balance, fees, moved: new Map(moved.map(each => [each.id, each])) }
  return { money, booked: new Map(booked), rows: new Set(rows), difference }
}

const codesOf = (sides: Sides) => findCauses(sides).map(({ code, id, amount }) => [code, id, amount])

describe(findCauses, () => {
  test('behavior: of two transfers for one instruction the one the nodes did not see is named', () => {
    const twice: Moved[] = [
      { kind: 'payout', id: 'po_2', amount: -400n, instruction },
      { kind: 'payout', id: 'po_1', amount: -400n, instruction },
    ]
    const sides = sidesOf(twice, [[instruction, -400n]], { rows: ['payout po_1'] })
    expect(codesOf(sides)).toEqual([['PayoutWithoutRow', 'po_2', -400n]])
  })

  test('behavior: another amount than the chain booked, and money that nothing explains', () => {
    const moved: Moved[] = [{ kind: 'payment', id: 'pi_1', amount: 1_000n }]
    const sides = sidesOf(moved, [[externalId('pi_1'), 999n]], { rows: ['payment pi_1'], rest: 5n })
    expect(codesOf(sides)).toEqual([
      ['AmountBookedDiffers', 'pi_1', 1n],
      ['Unexplained', 'rest', 5n],
    ])
  })

  test('property: the causes add up to the difference, whatever moved and was booked', () => {
    const amount = fc.bigInt({ min: -1_000_000n, max: 1_000_000n })
    const kind = fc.constantFrom('payment', 'refund', 'dispute', 'payout', 'other')
    const moved = fc.uniqueArray(fc.record({ kind, id: fc.stringMatching(/^[a-z]{1,2}$/), amount }), {
      selector: ({ id }) => id,
    })
    const booked = fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,2}$/), amount), { selector: ([id]) => id })
    fc.assert(
      fc.property(moved, booked, amount, amount, (moves, books, fees, rest) => {
        const references = books.map(([id, each]): [Hex, bigint] => [externalId(id), each])
        const sides = sidesOf(moves as Moved[], references, { rows: ['payment a', 'refund b'], fees, rest })
        const causes = findCauses(sides)
        expect(causes.reduce((sum, each) => sum + each.amount, 0n)).toBe(sides.difference)
        expect(causes.every(each => each.amount !== 0n)).toBe(true)
      }),
    )
  })
})
