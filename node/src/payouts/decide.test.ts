import { reportHash } from '@concordat/sdk/facts.ts'
import { currencyCode, externalId } from '@concordat/sdk/ids.ts'
import { particularsHash } from '@concordat/sdk/payments/particulars.ts'
import { processorName } from '@concordat/sdk/payments/processor.ts'
import type { PayoutState } from '@concordat/sdk/rows/schema.ts'
import { keccak256, stringToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { business, contracts, delivered } from '../../test/context.ts'
import { account, bookedAt, context } from '../../test/records.ts'
import { accountAt } from '../../test/stack.ts'
import { monthlyTerms } from '../../test/terms.ts'
import type { PayoutRecord } from '../processors/record.ts'
import type { Instruction, PayoutContext, RowOf } from '../rows/context.ts'
import { decidePayout } from './decide.ts'

const hash = keccak256('0x77')
const particulars = { rail: 'stripe', holder: 'Anna', account: 'ba_1', salt: hash } as const
const instruction: Instruction = {
  payoutKey: keccak256('0x78'),
  account: {
    owner: accountAt(0).address,
    rail: stringToHex('stripe', { size: 32 }),
    account: particularsHash(particulars),
    minimum: 0n,
    quorum: context.standing.terms.rules.quorum,
    currency: currencyCode('XTS'),
    processor: processorName(account),
  },
  asset: context.standing.terms.money.asset,
  amount: 1_000n,
  sequence: 3,
}
const rounds = { accepted: 0, paid: 1, failed: 1, reversed: 2 }
const rowOf = (state: PayoutState, data: Partial<RowOf<'payout'>['data']> = {}) => {
  const evidence = state === 'failed' || state === 'reversed' ? 'account_closed' : 'po_1'
  const given = {
    recordedAt: '2025-01-05T08:00:00Z',
    date: '2025-01-05',
    round: rounds[state],
    id: 'po_1',
    kind: 'payout' as const,
    data: {
      instruction: hash,
      ...{ sequence: 3, payoutAccount: instruction.payoutKey, amount: '10.00', currency: 'XTS', state, evidence },
      ...{ processor: account, particulars },
      ...data,
    },
  }
  return delivered(given, 9, bookedAt(given.date)) as RowOf<'payout'>
}
const record: PayoutRecord = {
  kind: 'payout',
  state: 'paid',
  amount: '1000',
  currency: 'XTS',
  metadata: { instruction: hash },
  createdAt: 1_736_000_000,
  status: 'paid',
  destination: 'ba_1',
  failure: null,
}
const failed: PayoutRecord = { ...record, state: 'failed', status: 'failed', failure: 'account_closed' }
const decide = (row: RowOf<'payout'>, change: Partial<PayoutContext> = {}) =>
  decidePayout(row, { ...context, instruction, isReversed: false, record, ...change })
const codeOf = (row: RowOf<'payout'>, change: Partial<PayoutContext> = {}) => {
  const decision = decide(row, change)
  return 'code' in decision ? decision.code : decision.status
}
const codeWith = (change: Partial<PayoutRecord>) => codeOf(rowOf('paid'), { record: { ...record, ...change } })

describe(decidePayout, () => {
  test('default', () => {
    const decision = decide(rowOf('paid'))
    if (decision.status !== 'fact') throw new Error(JSON.stringify(decision))
    expect(decision.fact).toMatchObject({ subject: hash, round: 1n, value: reportHash('paid', externalId('po_1')) })
    expect(decision.fact.quorum).toBe(instruction.account.quorum)
  })

  test('behavior: each state counts when the processor is there, or has been', () => {
    const states: [PayoutState, PayoutRecord['state'], string][] = [
      ['accepted', 'accepted', 'fact'],
      ['accepted', 'paid', 'fact'],
      ['accepted', 'failed', 'fact'],
      ['paid', 'accepted', 'PayoutPending'],
      ['paid', 'paid', 'fact'],
      ['paid', 'failed', 'PayoutDiffers'],
      ['failed', 'accepted', 'PayoutPending'],
      ['failed', 'paid', 'PayoutDiffers'],
      ['failed', 'failed', 'fact'],
      ['failed', 'reversed', 'PayoutDiffers'],
      ['reversed', 'accepted', 'PayoutPending'],
      ['reversed', 'paid', 'PayoutDiffers'],
      ['reversed', 'failed', 'fact'],
      ['reversed', 'reversed', 'fact'],
    ]
    for (const [said, state, expected] of states) {
      const own = state === 'failed' || state === 'reversed' ? { ...failed, state } : { ...record, state }
      expect([said, state, codeOf(rowOf(said), { record: own })]).toEqual([said, state, expected])
    }
  })

  test('behavior: one that failed was paid before, when the business says that it came back', () => {
    expect(codeOf(rowOf('paid'), { record: failed, isReversed: true })).toBe('fact')
    const back = decide(rowOf('reversed'), { record: failed })
    expect(back.status === 'fact' && [back.fact.round, back.requires]).toEqual([2n, `payout:${hash}:1`])
  })

  test('error: the processor says otherwise', () => {
    expect(codeWith({ amount: '999' })).toBe('AmountDiffersAtProcessor')
    expect(codeWith({ currency: 'EUR' })).toBe('CurrencyDiffersAtProcessor')
    expect(codeWith({ metadata: {} })).toBe('InstructionDiffers')
    for (const destination of ['ba_2', null]) expect(codeWith({ destination })).toBe('DestinationDiffers')
    expect(codeOf(rowOf('paid', { evidence: 'po_2' }))).toBe('EvidenceDiffers')
    expect(codeOf(rowOf('failed', { evidence: 'no_account' }), { record: failed })).toBe('EvidenceDiffers')
    expect(codeOf(rowOf('paid'), { record: { kind: 'none' } })).toBe('NotAtProcessor')
    expect(codeOf(rowOf('paid'), { record: null })).toBe('ProcessorUnknown')
  })

  test('error: the row contradicts the instruction', () => {
    expect(codeOf({ ...rowOf('paid'), business: hash })).toBe('AnotherBusiness')
    expect(codeOf({ ...rowOf('paid'), round: 2 })).toBe('RoundOfNothing')
    const differs: Partial<RowOf<'payout'>['data']>[] = [
      { amount: '10.01' },
      { amount: 'ten' },
      { currency: 'EUR' },
      { sequence: 4 },
      { payoutAccount: hash },
      { processor: { ...account, account: 'acct_2' } },
    ]
    for (const data of differs) expect(codeOf(rowOf('paid', data))).toBe('InstructionDiffers')
    expect(codeOf(rowOf('paid', { particulars: { ...particulars, holder: 'Bela' } }))).toBe('ParticularsDiffer')
    expect(codeOf(rowOf('paid', { particulars: undefined }))).toBe('ParticularsDiffer')
    expect(codeOf(rowOf('paid'), { instruction: { ...instruction, asset: 1n } })).toBe('UnitsDiffer')
  })

  test('behavior: where the business is the account, its word is enough', () => {
    const { processor: _, particulars: __, ...data } = rowOf('paid').data
    const row = { ...rowOf('paid'), data }
    const terms = monthlyTerms({ quorum: instruction.account.quorum, business, payments: contracts.Payments })
    const own = { ...instruction, account: { ...instruction.account, processor: business }, asset: terms.money.asset }
    const change = { standing: { ...context.standing, terms }, instruction: own, record: null }
    expect(codeOf(row, change)).toBe('fact')
    expect(codeOf(row)).toBe('InstructionDiffers')
  })

  test('behavior: waits for the chain', () => {
    expect(decide(rowOf('paid'), { instruction: undefined })).toEqual({ status: 'wait', code: 'InstructionUnknown' })
  })
})

describe('an instruction that failed before anything was paid', () => {
  const closed = { kind: 'unmade', destination: 'ba_1', closure: 'external_account_missing' } as const
  const row = (change: Partial<RowOf<'payout'>['data']> = {}) => ({
    ...rowOf('failed', { evidence: 'external_account_missing', ...change }),
    id: hash,
  })
  const decide = (record: PayoutContext['record'], given = row()) => {
    const decision = decidePayout(given, { ...context, record, instruction, isReversed: false })
    return 'code' in decision ? decision.code : decision.status
  }

  test('default', () => {
    expect(decide(closed)).toBe('fact')
  })

  test('error: a payout was made, can still be made, or something else is said', () => {
    expect(decide(null)).toBe('ProcessorUnknown')
    expect(decide({ kind: 'none' })).toBe('NotAtProcessor')
    expect(decide(record)).toBe('PayoutDiffers')
    expect(decide({ ...closed, closure: null })).toBe('ReceiverOpen')
    expect(decide({ ...closed, destination: 'ba_2' })).toBe('DestinationDiffers')
    expect(decide(closed, row({ evidence: 'account_closed' }))).toBe('EvidenceDiffers')
    expect(decide(closed, { ...rowOf('paid', { evidence: hash }), id: hash })).toBe('PayoutDiffers')
  })
})
