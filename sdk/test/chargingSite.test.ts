import { describe, expect, test } from 'vitest'
import { expectedFile } from '../../examples/charging-site/expected.ts'
import { exampleFiles } from '../../examples/charging-site/generate.ts'
import { currentOf } from '../src/splits/fold/book.ts'
import { residueOf } from '../src/splits/fold/complete.ts'
import { entitledByClause, entitledOf, takenOf } from '../src/splits/fold/entitled.ts'
import { formatMonth } from '../src/splits/months.ts'
import { playYear, readExample } from './chargingSite.ts'

const expected = JSON.parse(expectedFile)

describe('charging site', () => {
  test('behavior: generating the files again changes nothing', () => {
    for (const [name, content] of Object.entries(exampleFiles())) expect(readExample(name) === content, name).toBe(true)
    expect(JSON.parse(readExample('expected.json'))).toEqual(expected)
  })

  test('behavior: the fold agrees with the independent calculation', () => {
    const { state, accepted, closes } = playYear()
    const version = currentOf(state)
    const { agreement } = version
    const text = (values: readonly bigint[]) => values.map(String)
    const count = (kind: string) => accepted.filter(row => row.kind === kind).length

    expect(accepted).toHaveLength(expected.rows.accepted)
    for (const kind of ['payment', 'refund', 'meter', 'milestone', 'close'])
      expect(count(kind)).toBe(expected.rows[kind])
    expect(
      closes.map(({ month, entries, sum, quantities }) => ({
        month: formatMonth(month),
        entries,
        net: String(sum),
        quantity: String(quantities[1]),
      })),
    ).toEqual(expected.months.map(({ month, entries, net, quantity }: never) => ({ month, entries, net, quantity })))
    expect(text(takenOf(agreement, version))).toEqual(expected.taken)
    expect(entitledByClause(agreement, version).map(text)).toEqual(expected.byClause)
    expect(text(entitledOf(agreement, version))).toEqual(Object.values(expected.totals))
    expect(text(version.paid)).toEqual(Object.values(expected.totals))
    expect(String(residueOf(version))).toBe(expected.residue)
    expect(String(state.balance)).toBe(expected.residue)
    expect(String(version.received)).toBe(expected.received)
    expect(String(version.refunded)).toBe(expected.refunded)
  })
})
