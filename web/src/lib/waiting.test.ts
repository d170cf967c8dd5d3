import type { AgreementView } from '@concordat/sdk/views.ts'
import { expect, test } from 'vitest'
import { waitingOf } from './waiting.ts'

const day = 86_400
const start = Date.UTC(2026, 1, 1) / 1000 // February 2026: month 673

const agreement = {
  status: 'effective',
  signBy: start,
  parties: [{ signed: true }, { signed: false }],
  frozenUntil: null,
  openMonth: 673,
  months: [{ month: 673, status: 'open', defaultAfter: start + 43 * day }],
  clauses: [{ clause: 2, lock: { status: 'waiting', by: start + 90 * day } }],
} as unknown as AgreementView

const kinds = (view: AgreementView, now: number) => waitingOf(view, now).map(wait => wait.kind)

test('waitingOf: signatures before anything else', () => {
  expect(waitingOf({ ...agreement, status: 'proposed' }, start)).toEqual([
    { kind: 'signatures', missing: 1, until: start },
  ])
})

test('waitingOf: the month runs, then its reading is due, then overdue', () => {
  expect(kinds(agreement, start + day)).toEqual(['monthEnd', 'milestone'])
  expect(waitingOf(agreement, start + 29 * day)[0]).toEqual({
    kind: 'reading',
    month: 673,
    until: start + 43 * day,
    overdue: false,
  })
  expect(waitingOf(agreement, start + 44 * day)[0]).toMatchObject({ kind: 'reading', overdue: true })
})

test('waitingOf: a month ends at the offset of the terms', () => {
  const end = start + 28 * day
  expect(kinds(agreement, end - 60)[0]).toBe('monthEnd')
  expect(waitingOf(agreement, end - 60, 480)[0]?.kind).toBe('reading')
})

test('waitingOf: a completed agreement waits for nothing', () => {
  expect(kinds({ ...agreement, status: 'completed' }, start)).toEqual([])
})
