import { describe, expect, test } from 'vitest'
import { alertPath } from './alertPath.ts'
import { describeAlert } from './describeAlert.ts'
import { alertsEn } from './en.ts'
import type { AlertSentences } from './sentence.ts'
import { alertsZh } from './zh.ts'

const words = {
  name: (account: string, party: string) => party || `<${account}>`,
  business: (id: string) => `[${id}]`,
  amount: (amount: string, { symbol }: { symbol: string }) => `${amount} ${symbol}`,
  dateTime: (seconds: number) => `t${seconds}`,
  month: (month: number) => `m${month}`,
  day: (date: string) => date,
}

describe('describeAlert', () => {
  test('default', () => {
    const args = { business: 'b', amount: '5', symbol: 'XTS', decimals: 2, count: 1, date: '2025-01-02' }
    const alert = { kind: 'paymentsReceived', subject: '0x1', args }
    expect(describeAlert(alert, 'en', words)).toBe('[b] received 1 payment on 2025-01-02: 5 XTS')
    expect(describeAlert(alert, 'zh', words)).toBe('“[b]”于 2025-01-02收到 1 笔付款，共 5 XTS')
  })

  test('behavior: a kind without a sentence, and arguments that are not what they should be', () => {
    expect(describeAlert({ kind: 'new', subject: '0x1', args: {} }, 'en', words)).toBe('There is news about [0x1]')
    const odd = { kind: 'monthClosed', subject: '0x1', args: { share: '1.5', month: 'x' } }
    expect(describeAlert(odd, 'en', words)).toBe(' of [0x1] is settled: your share is ')
  })

  test('behavior: who changed what, the latest first', () => {
    const limit = { path: 'clauses[1].limit', item: 'Recoup', kind: 'changed', before: '5.00', after: '6.00' }
    const bonus = { path: 'clauses[2]', item: 'Bonus', kind: 'added' }
    const edited = (...changes: object[]) => {
      const args = { title: 'Harbour', by: 'ada', changes, count: changes.length }
      const alert = { kind: 'draftEdited', subject: '0x1', args }
      return [describeAlert(alert, 'en', words), describeAlert(alert, 'zh', words)]
    }
    expect(edited(bonus, limit)).toEqual([
      '<ada> changed the draft “Harbour”: Recoup · At most, in total (5.00 → 6.00) and 1 more',
      '<ada> 修改了草案“Harbour”：Recoup · 累计上限（5.00 → 6.00），另有 1 处',
    ])
    expect(edited(limit, bonus)[0]).toBe('<ada> changed the draft “Harbour”: added Bonus and 1 more')
    const alert = { kind: 'draftJoined', subject: '0x1', args: { title: 'Harbour', by: 'ada', as: 'Builder' } }
    expect(describeAlert(alert, 'en', words)).toBe('Builder joined the draft “Harbour”')
    expect(edited({ path: 5 })[0]).toBe('<ada> changed the draft “Harbour”')
  })

  test('behavior: every kind has a sentence in both languages, and names the same', () => {
    expect(Object.keys(alertsZh)).toEqual(Object.keys(alertsEn))
    const parts = {
      ...{ about: 'ABOUT', by: 'BY', amount: 'AMOUNT', share: 'SHARE', net: 'NET', until: 'UNTIL', month: 'MONTH' },
      ...{ day: 'DAY', reason: 'REASON', clause: 77, count: 88, missing: 99, party: 'PARTY', text: 'TEXT' },
      ...{ place: 'PLACE', before: 'BEFORE', after: 'AFTER', change: 'changed' as const },
    }
    const named = (text = '') => (text.match(/[A-Z]{2,}|77|87|88|99/g) ?? []).sort()
    for (const [kind, say] of Object.entries(alertsEn))
      expect([kind, named((alertsZh as AlertSentences)[kind]?.(parts))]).toEqual([kind, named(say(parts))])
  })
})

describe('alertPath', () => {
  test('default', () => {
    const path = (kind: string, args = {}) => alertPath({ kind, subject: '0x1', args })
    expect(path('moneyReceived')).toBe('/accounts/0x1')
    expect(path('concluded')).toBe('/agreements/0x1')
    expect(path('draftConfirmed')).toBe('/drafts/0x1')
    expect(path('draftEdited')).toBe('/drafts/0x1?tab=history')
    expect(path('draftInvited', { token: 'abc' })).toBe('/invitations/abc')
    expect(path('draftInvited')).toBe('/drafts/0x1')
  })
})
