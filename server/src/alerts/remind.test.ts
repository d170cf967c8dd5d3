import { describe, expect, test } from 'vitest'
import { agreementWith } from '../../test/news.ts'
import { listDeadlines } from './chain/listDeadlines.ts'
import { leadAt } from './remind.ts'

const hour = 3_600
const at = 1_000 * hour

describe('leadAt', () => {
  test('default', () => {
    const lead = (hours: number, since = 0) => leadAt('signatureDue', { at, since, now: at - hours * hour })
    expect([100, 72, 30, 24, 1].map(hours => (lead(hours) ?? 0) / hour)).toEqual([0, 72, 72, 24, 24])
    expect(lead(-1)).toBeUndefined()
    expect(leadAt('signatureLapsed', { at, since: 0, now: at - 1 })).toBeUndefined()
    expect(leadAt('signatureLapsed', { at, since: 0, now: at + hour })).toBe(0)
  })

  test('behavior: what became known less than three days before is not reminded of at once', () => {
    const lead = (hours: number) => leadAt('signatureDue', { at, since: at - 48 * hour, now: at - hours * hour })
    expect([47, 25, 24].map(hours => lead(hours))).toEqual([undefined, undefined, 24 * hour])
  })
})

describe('listDeadlines', () => {
  const kinds = (agreement: Parameters<typeof listDeadlines>[0]) =>
    listDeadlines(agreement, 5).map(({ kind, at, accounts }) => `${kind} ${at} ${accounts.length}`)

  test('default', () => {
    const waiting = agreementWith([{ kind: 'proposed' }], { signBy: 99 }, { status: 'proposed' })
    expect(kinds(waiting)).toEqual(['signatureDue 99 2', 'signatureLapsed 99 2'])
  })

  test('behavior: a freeze leaves only its own end', () => {
    const open = {
      ...{ month: 670, status: 'open' as const, net: '0', entries: 0, closedAt: null, quantities: [], taken: [] },
      ...{ received: [], defaultAfter: 2_000_000_000, fact: null },
    }
    const inForce = agreementWith([{ kind: 'declined' }], { endsAt: 77 }, { months: [open] })
    expect(kinds(inForce)).toEqual(['readingDue 2000000000 2', 'readingOverdue 2000000000 2', 'endsSoon 77 2'])
    expect(kinds({ ...inForce, status: 'frozen', frozenUntil: 50 })).toEqual(['freezeLapsed 50 2'])
  })
})
