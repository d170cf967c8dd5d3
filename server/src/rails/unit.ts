import { ledgerId, seriesOf } from '@concordat/sdk/ids.ts'
import { type ProcessorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import type { Hex } from 'viem'
import { type AttachedAgreement, findAgreement } from '../agreements/find.ts'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { type Connection, listConnections, processorOf } from './connections.ts'

/** What an agreement divides: money of which account, in which currency, on whose word. */
export type Unit = {
  agreement: AttachedAgreement
  business: Hex
  connection: Connection
  /** ISO 4217 code. */
  currency: string
  quorum: Hex
  /** The name of the account on the chain; the business itself where its word is all there is. */
  processor: Hex
}

const currencies = [...Intl.supportedValuesOf('currency'), 'XTS']
const known = new Map<string, string | null>()

/** The unit of an agreement that is paid by a connected account; throws when there is none. */
export async function findUnit({ sql, indexer, deployment }: Context, root: Hex): Promise<Unit> {
  const view = await indexer.getAgreement(root)
  if (!view) throw new ApiError(404, 'AgreementUnknown', `The indexer knows no agreement ${root} (yet).`, { root })
  const { business } = view
  const agreement = await findAgreement(sql, indexer, business, root)
  const { asset } = agreement.terms.money
  // An amendment can name another quorum; the units stay those of the first.
  const quorums = new Set([view.asset.quorum, agreement.terms.rules.quorum].filter(quorum => quorum !== null))
  const connections = await listConnections(sql, business)
  const accounts = connections.map(connection => ({ connection, processor: processorName(processorOf(connection)) }))
  // Terms that name no account trust the business's word; money of theirs moves by its bank.
  const own = connections.filter(({ rail }) => rail === 'bank').map(connection => ({ connection, processor: business }))
  for (const { connection, processor } of [...accounts, ...own])
    for (const quorum of quorums) {
      const currency = currencyOf({ asset, quorum, processor, deployment })
      if (currency) return { agreement, business, connection, currency, quorum, processor }
    }
  throw new ApiError(409, 'ConnectionMissing', 'No connected account receives the money of this agreement.', { root })
}

/** The account as rows name it; undefined where the name on the chain is the business's own. */
export function processorBehind(name: Hex, connection: Connection): ProcessorAccount | undefined {
  const processor = processorOf(connection)
  return processorName(processor) === name ? processor : undefined
}

type Origin = Pick<Context, 'deployment'> & { asset: bigint; quorum: Hex; processor: Hex }

/** The currency in which the account's units are the asset, if there is one. */
export function currencyOf({ asset, quorum, processor, deployment }: Origin): string | null {
  const name = `${asset} ${quorum} ${processor}`
  const before = known.get(name)
  if (before !== undefined) return before
  const { Payments } = deployment.contracts
  const found = currencies.find(code => ledgerId(seriesOf(quorum, code, processor), Payments) === asset) ?? null
  if (known.size < 10_000) known.set(name, found)
  return found
}
