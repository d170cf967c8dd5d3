import { processorName } from '@concordat/sdk/payments/processor.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Hex } from 'viem'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import { type Connection, processorOf } from './connections.ts'
import { currencyOf } from './unit.ts'

type Knowing = Pick<Context, 'indexer' | 'deployment'>

/**
 * Refuses another reserve while agreements, also those still to be signed, name the account with this one: the reserve is part of
 * the name of their money, and with another the server would not know whose it is.
 */
export async function requireUnnamed(context: Knowing, connection: Connection): Promise<void> {
  const { indexer } = context
  const { agreements } = await indexer.listAgreements(connection.business)
  for (const { root, status } of agreements)
    if (status !== 'declined' && (await isNamed(context, connection, root)))
      throw new ApiError(
        409,
        'ReserveInUse',
        `The agreement ${root} names the account with its reserve as it is; connect another account for another reserve.`,
        { root },
      )
}

async function isNamed({ indexer, deployment }: Knowing, connection: Connection, root: Hex): Promise<boolean> {
  const view = await indexer.getAgreement(root)
  if (!view) return false
  const processor = processorName(processorOf(connection))
  const { money, rules } = decodeTerms(view.terms)
  const quorums = [view.asset.quorum, rules.quorum]
  return quorums.some(
    quorum => quorum !== null && currencyOf({ asset: money.asset, quorum, processor, deployment }) !== null,
  )
}
