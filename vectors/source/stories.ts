// The stories of vectors/splits under one version of the terms, one export each.
import { agreementOf, clause, equalShares, firstMonth, monthlyClause, registerOf } from '../../sdk/test/agreements.ts'
import { monthEnd } from '../../sdk/src/splits/months.ts'
import type { Step, Story } from './record.ts'
import { OFFSET, DAY, concludedAt, on, receipt, refund, close, settle, shares, lockUntil, metered } from './steps.ts'

export const rent: Story = {
  name: 'rent-without-revenue',
  about: 'A fixed rent is due each month whether or not there is revenue; what is unpaid is carried and paid first.',
  concludedAt,
  versions: [
    agreementOf({
      parties: 2,
      period: true,
      monthly: [monthlyClause({ amount: 100_000n, shares: equalShares(1) })],
      clauses: [clause({ shares: equalShares(0) })],
    }),
  ],
  steps: [
    close(0, 0, 0n, [0n]),
    receipt(1, 10, 60_000n),
    close(1, 1, 60_000n, [0n]),
    receipt(2, 10, 300_000n),
    receipt(2, 11, 1n),
    close(2, 2, 300_001n, [0n]),
  ],
}

export const minimum: Story = {
  name: 'minimum-dropped',
  about: 'A dropped due never comes back, takes at most its rate of what is left, and rounds down.',
  concludedAt,
  versions: [
    agreementOf({
      parties: 3,
      period: true,
      monthly: [
        monthlyClause({ amount: 50_000n, carried: false, rateBps: 5_000, shares: equalShares(1) }),
        monthlyClause({ amount: 50_000n, rateBps: 3_333, shares: equalShares(1, 2) }),
      ],
      clauses: [clause({ shares: shares(3, 1, 1) })],
    }),
  ],
  steps: [
    receipt(0, 5, 70_001n),
    close(0, 1, 70_001n, [0n, 0n]),
    close(1, 0, 0n, [0n, 0n]),
    receipt(2, 5, 400_000n),
    refund(2, 6, 13n),
    close(2, 2, 399_987n, [0n, 0n]),
  ],
}

export const refundAbove: Story = {
  name: 'refund-above-the-open-net',
  about: 'A refund takes what is open at once; the rest is owed, the deficit carried, and the next receipts fill it first.',
  concludedAt,
  versions: [agreementOf({ parties: 2, period: true, clauses: [clause({ shares: shares(70, 30) })] })],
  steps: [
    receipt(0, 5, 100_000n),
    close(0, 1, 100_000n),
    receipt(1, 5, 20_000n),
    refund(1, 6, 50_000n),
    close(1, 2, -30_000n),
    receipt(2, 5, 10_000n),
    receipt(2, 6, 45_000n),
    close(2, 2, 55_000n),
  ],
}

export const correction: Story = {
  name: 'correction-of-both-signs',
  about: 'Quantities are cumulative: a later reading corrects earlier ones, in both directions; a credit lowers later dues.',
  concludedAt,
  versions: [
    agreementOf({
      parties: 2,
      period: true,
      monthly: [
        monthlyClause({ ...metered, shares: equalShares(1) }),
        monthlyClause({ ...metered, price: 3n, carried: false, shares: equalShares(1) }),
      ],
      clauses: [clause({ shares: equalShares(0) })],
    }),
  ],
  steps: [
    receipt(0, 5, 900n),
    close(0, 1, 900n, [100_001n, 100_001n]),
    receipt(1, 5, 900n),
    close(1, 1, 900n, [40_000n, 40_000n]),
    receipt(2, 5, 900n),
    close(2, 1, 900n, [120_500n, 120_500n]),
    receipt(3, 5, 9_000n),
    close(3, 1, 9_000n, [900_999n, 900_999n]),
  ],
}

const defaultAt = monthEnd(firstMonth, OFFSET) + 15 * DAY

export const byDefault: Story = {
  name: 'close-by-default',
  about: 'One second after the time allowed anyone closes with the default quantity; the next reading corrects the guess.',
  concludedAt,
  versions: [
    agreementOf({
      parties: 2,
      period: true,
      monthly: [monthlyClause({ ...metered, amount: 10n, shares: equalShares(1) })],
      clauses: [clause({ shares: equalShares(0) })],
    }),
  ],
  steps: [
    receipt(0, 5, 5_000n),
    { type: 'closeByDefault', month: firstMonth, at: defaultAt },
    { type: 'closeByDefault', month: firstMonth, at: defaultAt + 1 },
    receipt(1, 20, 5_000n),
    close(1, 1, 5_000n, [60_000n]),
    { type: 'closeByDefault', month: firstMonth + 1, at: on(2, 20) },
    { type: 'closeByDefault', month: firstMonth + 2, at: monthEnd(firstMonth + 2, OFFSET) + 15 * DAY },
    { type: 'closeByDefault', month: firstMonth + 2, at: monthEnd(firstMonth + 2, OFFSET) + 15 * DAY + 1 },
    { type: 'closeByDefault', month: firstMonth + 3, at: monthEnd(firstMonth + 3, OFFSET) + 15 * DAY + 1 },
  ],
}

const by = on(1, 10)

export const lock: Story = {
  name: 'lock-at-by',
  about: 'A lock opens up to the second `by`; one second later it counts as lapsed and pays `otherwise`.',
  concludedAt,
  versions: [
    agreementOf({
      parties: 3,
      period: false,
      clauses: [
        clause({ rateBps: 1_000, shares: equalShares(1), lock: lockUntil('accepted', by, shares(1)) }),
        clause({ rateBps: 1_000, limit: 500n, shares: equalShares(2), lock: lockUntil('audited', by, shares(1)) }),
        clause({ shares: shares(2, 1) }),
      ],
    }),
  ],
  steps: [
    receipt(0, 5, 3_000n),
    settle(on(0, 6)),
    { type: 'unlock', clause: 2, at: on(0, 6) },
    settle(by),
    { type: 'unlock', clause: 0, at: by },
    { type: 'unlock', clause: 0, at: by },
    { type: 'unlock', clause: 1, at: by + 1 },
    { type: 'lapse', at: by + 1 },
    settle(by + 1),
    receipt(1, 12, 7_001n),
    settle(on(1, 13)),
  ],
}

const recoupTerms = agreementOf({
  parties: 3,
  period: false,
  clauses: [
    clause({ limit: 100_000n, shares: equalShares(0) }),
    clause({ rateBps: 6_000, limit: 30_000n, shares: shares(1, 1) }),
    clause({ shares: [{ party: 0, weight: 3 }, { party: 1, weight: 3 }, { party: 2, weight: 4 }] }),
  ],
})

export const recoup: Story = {
  name: 'recouped-in-the-middle-of-one-payment',
  about: 'One payment finishes the recoup, fills the second tier and reaches the residual.',
  concludedAt,
  versions: [recoupTerms],
  steps: [receipt(0, 5, 99_999n), settle(on(0, 6)), receipt(0, 7, 75_003n), settle(on(0, 8)), settle(on(0, 9))],
}

export const crossesBack: Story = {
  name: 'refund-that-crosses-back',
  about: 'A refund after payment is owed; entitlements stay, the next receipts fill it, then everything is as if it never came.',
  concludedAt,
  versions: [recoupTerms],
  steps: [
    receipt(0, 5, 120_000n),
    settle(on(0, 6)),
    refund(0, 7, 40_000n),
    settle(on(0, 8)),
    receipt(0, 9, 15_000n),
    refund(0, 10, 1_000n),
    receipt(0, 11, 26_000n),
    receipt(0, 12, 50_000n),
    settle(on(0, 13)),
  ],
}

export const rounding: Story = {
  name: 'rounding-one-unit',
  about: 'Seven equal parties and one smallest unit at a time: nobody gets more than their part, the end deals out the residue.',
  concludedAt,
  versions: [
    agreementOf({
      parties: 7,
      period: false,
      endsAt: on(2, 1),
      clauses: [clause({ rateBps: 1, shares: equalShares(0) }), clause({ shares: equalShares(0, 1, 2, 3, 4, 5, 6) })],
    }),
  ],
  steps: [
    ...Array.from({ length: 9 }, (_, i): Step[] => [receipt(0, 2 + i, 1n), settle(on(0, 2 + i) + 120)]).flat(),
    receipt(0, 20, 3n),
    { type: 'complete', at: on(2, 1) },
    { type: 'complete', at: on(2, 1) + 1 },
    receipt(2, 2, 5n),
  ],
}

export const thirds: Story = {
  name: 'thirds',
  about: 'Shares of one third: of 100 each gets 33, the residue joins the next settlement and the end.',
  concludedAt,
  versions: [agreementOf({ parties: 3, period: false, endsAt: on(2, 1), clauses: [clause({ shares: shares(1, 1, 1) })] })],
  steps: [
    receipt(0, 5, 100n),
    settle(on(0, 6)),
    receipt(0, 7, 1n),
    settle(on(0, 8)),
    receipt(0, 9, 1n),
    settle(on(0, 10)),
    receipt(0, 11, 2n),
    { type: 'complete', at: on(2, 1) + 1 },
  ],
}

export const laterMonth: Story = {
  name: 'refund-in-a-later-month',
  about: "A refund dated in a later month does not spend an earlier month's money, and comes to the same after the close.",
  concludedAt,
  versions: [agreementOf({ parties: 2, period: true, clauses: [clause({ shares: shares(1, 1) })] })],
  steps: [
    receipt(0, 5, 300n),
    refund(1, 2, 100n),
    receipt(0, 6, 50n, on(1, 2) + 120),
    receipt(1, 2, 30n, on(1, 2) + 180),
    close(0, 2, 350n),
    receipt(1, 5, 80n),
    refund(1, 6, 5n),
    close(1, 4, 5n),
    receipt(3, 1, 40n, on(2, 5)),
    refund(2, 6, 25n),
    receipt(2, 7, 1n),
    close(2, 2, -24n),
    close(3, 1, 40n),
  ],
}

export const late: Story = {
  name: 'late-and-missing-entries',
  about: 'A close waits until exactly its entries are booked; an entry of a closed month counts in the open one; surplus has no id.',
  concludedAt,
  versions: [agreementOf({ parties: 1, period: true, clauses: [clause({ shares: shares(1) })] })],
  steps: [
    receipt(0, 5, 300n),
    close(0, 2, 500n),
    close(1, 0, 0n),
    receipt(0, 6, 200n),
    close(0, 2, 499n),
    { type: 'observe', amount: 11n, at: on(0, 20) },
    close(0, 2, 500n),
    receipt(0, 30, 70n, on(1, 5)),
    close(1, 1, 70n),
  ],
}

const frozenBy = on(0, 20)

export const frozen: Story = {
  name: 'freeze-stops-timers',
  about: 'A freeze stops settlement and timers, never booking, and lapses after the maximum.',
  concludedAt,
  versions: [
    agreementOf({
      parties: 2,
      period: false,
      clauses: [
        clause({ rateBps: 5_000, shares: equalShares(0), lock: lockUntil('accepted', frozenBy, shares(0, 1)) }),
        clause({ shares: equalShares(1) }),
      ],
    }),
  ],
  steps: [
    receipt(0, 5, 1_000n),
    { type: 'freeze', at: on(0, 6) },
    settle(on(0, 7)),
    receipt(0, 8, 1_000n),
    { type: 'resume', at: on(0, 16) },
    settle(on(0, 16) + 1),
    { type: 'unlock', clause: 0, at: frozenBy + 10 * DAY },
    { type: 'freeze', at: on(1, 6) },
    settle(on(1, 6) + 20 * DAY - 1),
    receipt(1, 20, 2_000n),
    settle(on(1, 6) + 20 * DAY),
  ],
}

const listed = agreementOf({
  parties: 2,
  period: true,
  monthly: [monthlyClause({ amount: 900n, shares: shares(0, 0, 1) })],
  clauses: [
    clause({ limit: 1_000n, shares: shares(1, 0, 2) }),
    clause({ shares: shares(1, 1, 1, 4) }),
  ],
  registers: [registerOf(3), registerOf(7)],
})

export const registers: Story = {
  name: 'registers-among-the-receivers',
  about: 'Registers follow the parties among the receivers, in monthly and cumulative clauses and in what the end leaves.',
  concludedAt,
  versions: [listed],
  steps: [
    receipt(0, 5, 5_003n),
    refund(0, 6, 11n),
    close(0, 2, 4_992n, [0n]),
    receipt(1, 5, 100n),
    close(1, 1, 100n, [0n]),
    receipt(2, 5, 9_999n),
    close(2, 1, 9_999n, [0n]),
    { type: 'terminate', at: on(3, 2) },
    close(3, 0, 0n, [0n], on(4, 1)),
    { type: 'complete', at: on(4, 2) },
  ],
}
