// Stories of vectors/splits in which the terms change, one export each.
import { agreementOf, clause, equalShares, firstMonth, monthlyClause } from '../../sdk/test/agreements.ts'
import type { Agreement } from '../../sdk/src/splits/terms/types.ts'
import type { Story } from './record.ts'
import { concludedAt, on, receipt, refund, close, settle, shares, lockUntil, metered } from './steps.ts'

const before = agreementOf({
  parties: 3,
  period: true,
  monthly: [
    monthlyClause({ amount: 3_000n, shares: equalShares(2) }),
    monthlyClause({ ...metered, shares: equalShares(1) }),
  ],
  clauses: [clause({ limit: 20_000n, shares: equalShares(0) }), clause({ shares: shares(1, 1, 1) })],
})
const after: Agreement = {
  ...agreementOf({
    parties: 2,
    period: true,
    monthly: [
      monthlyClause({ ...metered, price: 9n, shares: equalShares(1), continues: 2 }),
      monthlyClause({ amount: 2_000n, shares: equalShares(0), continues: 1 }),
    ],
    clauses: [
      clause({ rateBps: 5_000, limit: 25_000n, shares: shares(3, 1), continues: 1 }),
      clause({ shares: shares(1, 2) }),
    ],
  }),
}

export const amendment: Story = {
  name: 'amendment-continues-a-clause',
  about:
    'An amendment closes the open month as it stands; continued clauses keep their dues, quantity and what counts towards the limit, and deficit and later entries move along.',
  concludedAt,
  versions: [before, after],
  steps: [
    receipt(0, 5, 15_000n),
    close(0, 1, 15_000n, [0n, 500_000n]),
    receipt(1, 5, 1_000n),
    refund(1, 6, 2_500n),
    receipt(2, 1, 700n, on(1, 7)),
    { type: 'amend', agreement: after, at: on(1, 8) },
    receipt(1, 9, 30_000n),
    close(2, 2, 30_700n, [800_000n, 0n]),
    receipt(3, 5, 60_000n),
    close(3, 1, 60_000n, [800_000n, 0n]),
    settle(on(4, 5), 0),
  ],
}


const locked = agreementOf({
  parties: 3,
  period: false,
  endsAt: on(3, 1),
  clauses: [
    clause({ rateBps: 2_500, shares: shares(2), lock: lockUntil('accepted', on(1, 1), shares(0, 1, 1)) }),
    clause({ shares: shares(1, 1, 1) }),
  ],
})
const plain = agreementOf({ parties: 2, period: false, endsAt: on(2, 1), clauses: [clause({ shares: shares(2, 1) })] })

export const earlier: Story = {
  name: 'earlier-version-keeps-its-lock',
  about: 'The money of an earlier version stays with its receivers; the end waits until it is settled without a waiting lock.',
  concludedAt,
  versions: [locked, plain],
  steps: [
    receipt(0, 5, 1_001n),
    settle(on(0, 6)),
    receipt(0, 7, 500n),
    refund(0, 8, 120n),
    { type: 'amend', agreement: plain, at: on(0, 9) },
    settle(on(0, 10), 0),
    receipt(0, 11, 200n),
    settle(on(0, 12)),
    { type: 'complete', at: on(2, 2) },
    settle(on(2, 2), 0),
    { type: 'complete', at: on(2, 3) },
    settle(on(2, 4)),
  ],
}

export const monthsGivenUp: Story = {
  name: 'amendment-gives-up-the-months',
  about: 'After the months are given up, what is left of them is one sum; a later month no longer waits.',
  concludedAt,
  versions: [
    agreementOf({ parties: 2, period: true, clauses: [clause({ shares: shares(1, 1) })] }),
    agreementOf({ parties: 2, period: false, clauses: [clause({ shares: shares(1, 3) })] }),
  ],
  steps: [
    receipt(0, 5, 300n),
    receipt(1, 1, 90n, on(0, 20)),
    refund(2, 1, 40n, on(0, 21)),
    {
      type: 'amend',
      agreement: agreementOf({ parties: 2, period: false, clauses: [clause({ shares: shares(1, 3) })] }),
      at: on(0, 22),
    },
    settle(on(0, 23), 0),
    settle(on(0, 23)),
    refund(0, 24, 7n),
    receipt(0, 25, 10n),
    settle(on(0, 26)),
  ],
}

export const monthsBegun: Story = {
  name: 'amendment-begins-months',
  about: 'A deficit moves into the first month of a version that begins to count months.',
  concludedAt,
  versions: [
    agreementOf({ parties: 2, period: false, clauses: [clause({ shares: shares(1, 1) })] }),
    agreementOf({ parties: 2, period: true, clauses: [clause({ shares: shares(1, 1) })] }),
  ],
  steps: [
    receipt(0, 5, 300n),
    settle(on(0, 6)),
    refund(0, 7, 100n),
    {
      type: 'amend',
      agreement: agreementOf({ parties: 2, period: true, clauses: [clause({ shares: shares(1, 1) })] }),
      at: on(0, 8),
    },
    receipt(0, 9, 30n),
    close(0, 1, 30n),
    receipt(1, 9, 90n),
    close(1, 1, 90n),
  ],
}

const due = agreementOf({
  parties: 2,
  period: true,
  monthly: [monthlyClause({ amount: 1_000n, shares: shares(1) })],
  clauses: [clause({ shares: shares(0, 1) })],
})
const continued = { ...due, rules: { ...due.rules, monthly: due.rules.monthly.map(each => ({ ...each, continues: 1 })) } }

export const amendedTwice: Story = {
  name: 'amendment-before-the-month-begins',
  about: 'A second amendment in one month finds the next month open, which has not begun: it is not closed, and no rent is due for it.',
  concludedAt,
  versions: [due, continued, continued],
  steps: [
    receipt(0, 5, 4_000n),
    { type: 'amend', agreement: continued, at: on(0, 8) },
    receipt(0, 9, 500n),
    { type: 'amend', agreement: continued, at: on(0, 10) },
    settle(on(0, 11), 0),
    { type: 'closeByDefault', month: firstMonth + 1, at: on(2, 10) },
    { type: 'closeByDefault', month: firstMonth + 1, at: on(2, 17) },
  ],
}
