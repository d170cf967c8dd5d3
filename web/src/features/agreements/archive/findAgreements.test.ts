import type { AgreementSummary } from '@concordat/sdk/views.ts'
import { type Address, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { type ArchiveFilter, findAgreements } from './findAgreements.ts'

const person = (n: number) => `0x${String(n).repeat(40)}` as Address
const asset = (symbol: string) => ({
  ...{ id: symbol, symbol, decimals: 2, kind: 'currency' as const, issuer: person(0), quorum: null, supply: '0' },
})
const secondsOf = (day: string) => new Date(`${day}T12:00:00`).getTime() / 1000

function agreement(n: number, fields: Partial<AgreementSummary> = {}): AgreementSummary {
  const hash = `0x${String(n).padStart(64, '0')}` as const
  return {
    ...{ root: hash, digest: hash, scheme: 'splits', status: 'effective', account: person(9), asset: asset('XTS') },
    ...{ business: zeroHash, parties: [{ account: person(1), role: 'investor', signed: true }], signBy: 0 },
    ...{ proposedAt: secondsOf('2025-01-01'), concludedAt: secondsOf(`2025-01-0${n}`), received: '0', refunded: '0' },
    ...{ owed: '0', pending: [], ...fields },
  }
}

const words = {
  nameOf: (account: Address) => (account === person(1) ? 'Ingrid Invest' : 'Bao Build'),
  businessOf: (id: string) => (id === zeroHash ? 'Charging site' : 'Ärger & Söhne'),
  roleOf: (role: string) => role,
  titleOf: (digest: string) => (digest.endsWith('3') ? 'Concert in May' : null),
  locale: 'en',
}
const none: ArchiveFilter = { text: '', party: null, state: null, from: '', to: '', sort: 'newest' }

const all = [
  agreement(1, { received: '900' }),
  agreement(2, { business: person(2), parties: [{ account: person(2), role: 'builder', signed: true }] }),
  agreement(3, { status: 'completed', received: '1000' }),
  agreement(4, { status: 'proposed', concludedAt: null, proposedAt: secondsOf('2025-01-04'), signBy: 50 }),
]
const found = (filter: Partial<ArchiveFilter>) =>
  findAgreements(all, { ...none, ...filter }, words).map(({ root }) => Number(root))

describe('findAgreements', () => {
  test('default: by party, product, title, number, state', () => {
    expect(found({})).toEqual([4, 3, 2, 1])
    expect(found({ text: ' ingrid  charging ' })).toEqual([4, 3, 1])
    expect(found({ text: 'söhne' })).toEqual([2])
    expect(found({ text: 'MAY' })).toEqual([3])
    expect(found({ text: '0002' })).toEqual([2])
    expect(found({ text: 'nobody' })).toEqual([])
    expect(found({ party: person(2) })).toEqual([2])
    expect(found({ state: 'completed' })).toEqual([3])
  })

  test('behavior: both days of a range belong to it', () => {
    expect(found({ from: '2025-01-02', to: '2025-01-03' })).toEqual([3, 2])
    expect(found({ from: '2025-01-04' })).toEqual([4])
    expect(found({ to: '2025-01-01' })).toEqual([1])
  })

  test('behavior: orders', () => {
    expect(found({ sort: 'oldest' })).toEqual([1, 2, 3, 4])
    expect(found({ sort: 'product' })).toEqual([2, 4, 3, 1])
    expect(found({ sort: 'revenue' })).toEqual([3, 1, 4, 2])
    expect(found({ sort: 'deadline' })).toEqual([4, 3, 2, 1])
  })
})
