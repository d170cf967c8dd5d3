import { ledgerId, seriesOf, splitLedgerId } from '@concordat/sdk/ids.ts'
import { type ProcessorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import { type Address, type Hex, isAddressEqual } from 'viem'
import type { Standing } from './find.ts'

const known = new Map<string, bigint>()

/** Whether Payments issues the agreement's units. */
export function isIssuedBy({ terms }: Standing, payments: Address): boolean {
  const { series, issuer } = splitLedgerId(terms.money.asset)
  return series !== 0n && isAddressEqual(issuer, payments)
}

/** Where units come from: on whose word, of which account. */
type Origin = { quorum: Hex; processor: Hex; payments: Address }

/**
 * The quorum on whose word the agreement's units are issued for receipts of a processor account in the currency; null when they
 * are no such units. An amendment can name another quorum for closes and milestones, the units stay those of the first.
 */
export function quorumBehind(
  { terms, quorums }: Standing,
  currency: string,
  origin: Omit<Origin, 'quorum'>,
): Hex | null {
  return quorums.find(quorum => idOf(currency, { quorum, ...origin }) === terms.money.asset) ?? null
}

export type FindOriginParameters = {
  standing: Standing
  currency: string
  /** The account that the row names; without one its business is the account. */
  processor: ProcessorAccount | undefined
  payments: Address
}

/** On whose word a row's units are, and the name of the account behind them; or why they are not the agreement's. */
export function findOrigin(parameters: FindOriginParameters): { quorum: Hex; processor: Hex } | Refused {
  const { standing, currency, processor, payments } = parameters
  const name = processor ? processorName(processor) : standing.terms.rules.business
  const quorum = quorumBehind(standing, currency, { processor: name, payments })
  if (quorum) return { quorum, processor: name }
  if (isOfAccount(standing, { processor: name, payments }))
    return { code: 'CurrencyDiffers', args: { given: currency } }
  if (!processor) return { code: 'ProcessorMissing', args: {} }
  return { code: 'ProcessorDiffers', args: { given: processorText(processor) } }
}

type Refused = { code: 'CurrencyDiffers' | 'ProcessorMissing' | 'ProcessorDiffers'; args: Record<string, unknown> }

/** An account as people name it. */
export const processorText = ({ rail, account }: ProcessorAccount) => `${rail} ${account}`

const currencies = [...Intl.supportedValuesOf('currency'), 'XTS']

/** Whether the units are of this account, in whatever currency. */
function isOfAccount(standing: Standing, origin: Omit<Origin, 'quorum'>): boolean {
  return currencies.some(currency => quorumBehind(standing, currency, origin) !== null)
}

/** The Ledger id of the unit; 0, which no issued unit has, for a text that is no currency. */
function idOf(currency: string, { quorum, processor, payments }: Origin): bigint {
  const name = `${quorum} ${processor} ${currency} ${payments}`
  const before = known.get(name)
  if (before !== undefined) return before
  let id = 0n
  try {
    id = ledgerId(seriesOf(quorum, currency, processor), payments)
  } catch {}
  if (known.size < 10_000) known.set(name, id)
  return id
}
