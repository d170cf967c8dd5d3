import { decodeTerms, encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { describe, expect, test } from 'vitest'
import { agreementWith, people } from '../../../test/news.ts'
import { describeEvent } from './describeEvent.ts'

const [one, two] = people

/** Who hears what, of the last event. */
function said(agreement: AgreementView) {
  const event = agreement.events.at(-1)
  const alerts = event ? describeEvent(event, agreement) : []
  return alerts.flatMap(({ kind, accounts }) => accounts.map(account => `${kind} ${account.slice(0, 3)}`))
}

describe('describeEvent', () => {
  test('default: whoever has not signed is asked to', () => {
    expect(said(agreementWith([{ kind: 'proposed', args: { proposer: one } }]))).toEqual([
      'signatureNeeded 0x1',
      'signatureNeeded 0x2',
    ])
    const half = agreementWith([
      { kind: 'signed', args: { party: one } },
      { kind: 'proposed', args: { proposer: one } },
    ])
    expect(said(half)).toEqual(['signatureNeeded 0x2'])
  })

  test('behavior: with an order, the next one is asked when the one before has signed', () => {
    const proposed = { kind: 'proposed', args: { proposer: one } } as const
    expect(said(agreementWith([proposed], { ordered: true }))).toEqual(['signatureNeeded 0x1'])
    const signed = agreementWith([proposed, { kind: 'signed', args: { party: one } }], { ordered: true })
    expect(said(signed)).toEqual(['counterpartySigned 0x2', 'signatureNeeded 0x2'])
  })

  test('behavior: a change is to be signed by the parties it leaves out, too', () => {
    const base = agreementWith([])
    const { terms, digest } = base
    const next = `0x${'ab'.repeat(32)}` as const
    const newcomer = { account: `0x${'3'.repeat(40)}` as const, role: 'party' }
    const decoded = decodeTerms(terms)
    const changed = encodeTerms({ ...decoded, parties: [...decoded.parties.slice(0, 1), newcomer] })
    const version = { digest: next, previous: digest, concludedAt: null, terms: changed }
    const events = agreementWith([{ kind: 'proposed', args: { digest: next, proposer: one } }]).events
    expect(said({ ...base, versions: [...base.versions, version], events })).toEqual([
      ...['amendmentWaits 0x1', 'amendmentWaits 0x3', 'amendmentWaits 0x2'],
    ])
  })

  test('behavior: nobody is asked to sign what was declined or concluded since', () => {
    const proposed = agreementWith([{ kind: 'proposed' }, { kind: 'declined', args: { party: two, reason: 'no' } }])
    const [event] = proposed.events
    expect(event && describeEvent(event, proposed)[0]?.accounts).toBeUndefined()
    expect(said(proposed)).toEqual(['counterpartyDeclined 0x1'])
  })

  test('behavior: the last signature is told as the conclusion', () => {
    const signed = [one, two].map(party => ({ kind: 'signed' as const, args: { party } }))
    expect(said(agreementWith(signed))).toEqual([])
    expect(said(agreementWith([...signed, { kind: 'concluded' }]))).toEqual(['concluded 0x1', 'concluded 0x2'])
  })

  test('behavior: a closed month tells each party its own share, and what is still due', () => {
    const closed = {
      ...{ month: 670, status: 'closed' as const, net: '900', entries: 1, closedAt: 9, quantities: [], taken: [] },
      ...{ received: ['300', '600'], defaultAfter: null, fact: null },
    }
    const clause = { clause: 0, stage: 'monthly' as const, taken: '0', limit: null, quantity: null, lock: null }
    const agreement = agreementWith(
      [{ kind: 'monthClosed', args: { month: '670' } }],
      {},
      {
        months: [closed],
        clauses: [{ ...clause, unpaid: '40', continued: '0' }],
      },
    )
    const [event] = agreement.events
    const alerts = event ? describeEvent(event, agreement) : []
    expect(alerts.map(({ kind, accounts, args }) => [kind, accounts.length, args.share ?? args.amount])).toEqual([
      ['monthClosed', 1, '300'],
      ['monthClosed', 1, '600'],
      ['paymentDue', 2, '40'],
    ])
  })

  test('behavior: everyone hears of a milestone that was reached or missed', () => {
    for (const [unlocked, kind] of [
      ['true', 'milestoneReached'],
      ['false', 'milestoneMissed'],
    ]) {
      const resolved = agreementWith([{ kind: 'lockResolved', args: { clause: '1', unlocked: unlocked ?? '' } }])
      expect(said(resolved)).toEqual([`${kind} 0x1`, `${kind} 0x2`])
    }
  })

  test('behavior: everyone hears of freezes and ends', () => {
    for (const kind of ['frozen', 'resumed', 'terminated', 'superseded', 'completed'] as const)
      expect(said(agreementWith([{ kind, args: { until: '5' } }]))).toEqual([`${kind} 0x1`, `${kind} 0x2`])
  })
})
