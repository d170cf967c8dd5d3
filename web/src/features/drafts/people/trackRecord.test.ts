import type { AgreementSummary } from '@concordat/sdk/views.ts'
import { describe, expect, test } from 'vitest'
import { trackRecordOf } from './trackRecord.ts'

const agreement = (status: AgreementSummary['status'], concludedAt: number | null, business = '0x01') =>
  ({ status, concludedAt, business }) as AgreementSummary

describe('trackRecordOf', () => {
  test('behavior: counts what took effect, by how it stands', () => {
    const record = trackRecordOf([
      agreement('effective', 30),
      agreement('frozen', 20, '0x02'),
      agreement('completed', 10),
      agreement('terminated', 40),
      agreement('superseded', 50),
    ])
    expect(record).toEqual({ running: 2, completed: 1, ended: 2, businesses: 2, since: 10 })
  })

  test('behavior: terms that never took effect count for nothing', () => {
    const record = trackRecordOf([agreement('proposed', null), agreement('declined', null, '0x02')])
    expect(record).toEqual({ running: 0, completed: 0, ended: 0, businesses: 0, since: null })
  })
})
