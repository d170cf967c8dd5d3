import { decodeTerms, encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { AgreementEvent, AgreementView, News } from '@concordat/sdk/views.ts'
import { type Address, type Hex, keccak256, stringToHex, zeroAddress } from 'viem'
import { buildAgreement } from './indexer.ts'

const hash = (text: string) => keccak256(stringToHex(text))
export const people = [1, 2].map(n => `0x${`${n}`.repeat(40)}` as Address) as [Address, Address]
export const business = hash('business')
export const quorum = hash('quorum')

export const asset = {
  ...{ id: '1', symbol: 'XTS', decimals: 2, kind: 'currency' as const },
  ...{ issuer: zeroAddress, quorum, supply: '0' },
}

/** An agreement with the events that are named, each in a block of its own. */
export function agreementWith(
  events: { kind: AgreementEvent['kind']; args?: Record<string, string> }[],
  rules: Partial<Agreement['rules']> = {},
  overrides: Partial<AgreementView> = {},
): AgreementView {
  const base = buildAgreement(business, quorum, { asset })
  const built = decodeTerms(base.terms)
  const terms = encodeTerms({ ...built, rules: { ...built.rules, ...rules } })
  const { root: digest } = base
  const version = { digest, previous: `0x${'0'.repeat(64)}` as Hex, concludedAt: null, terms }
  return {
    ...base,
    terms,
    versions: [version],
    events: events.map(({ kind, args = {} }, i) => eventAt(i + 1, kind, { digest, ...args })),
    ...overrides,
  }
}

export const orderAt = (block: number, log = 0) => `${String(block).padStart(10, '0')}${String(log).padStart(6, '0')}`

export function eventAt(block: number, kind: AgreementEvent['kind'], args: Record<string, string>): AgreementEvent {
  return { id: orderAt(block), kind, block, timestamp: block, transaction: hash(`tx ${block}`), args }
}

export const newsOf = (agreement: AgreementView): News[] =>
  agreement.events.map(event => ({ type: 'event', id: event.id, root: agreement.root, event }))

/** A customer's payment that the agreement booked. */
export function receiptAt(block: number, root: Hex, amount: string, timestamp = 86_400): News {
  const payment = {
    ...{ id: orderAt(block), kind: 'receipt' as const, paymentKey: hash(`payment ${block}`), refundId: null },
    ...{ payer: zeroAddress, amount, returned: '0', month: 0, observedAt: 0, block, timestamp, fact: null },
    transaction: hash(`tx ${block}`),
  }
  return { type: 'booking', id: orderAt(block), root, asset, payment }
}

/** Money that reached an account. */
export function entryAt(
  block: number,
  account: Address,
  fields: Partial<Extract<News, { type: 'entry' }>['entry']>,
): News {
  const id = `${orderAt(block)}1`
  const entry = {
    ...{ id, block, timestamp: 86_400, transaction: hash(`tx ${block}`), kind: 'transfer' as const, asset: asset.id },
    ...{ amount: '1', balanceAfter: '1', counterparty: zeroAddress, agreement: null, digest: null, lines: [] },
    ...{ fact: null, ...fields },
  }
  return { type: 'entry', id, account, asset, entry }
}
