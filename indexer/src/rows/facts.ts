import type { Context } from 'ponder:registry'
import { fact, quorum, use } from 'ponder:schema'
import { factDigest } from '@concordat/sdk/facts.ts'
import type { Fact } from '@concordat/sdk/types.ts'
import type { Address, Hex } from 'viem'
import type { Position } from './position.ts'

type UsedFact = Fact & {
  usedBy: Address
  /** Bit i is set when attestor i signed. */
  mask: number
  agreement?: Hex | undefined
}

/** Keeps a fact the chain used or recorded with who confirmed it, and returns its digest. */
export async function keepFact(context: Context, used: UsedFact, at: Position): Promise<Hex> {
  const { usedBy, mask, agreement } = used
  const digest = factDigest(used, context.chain.id, context.contracts.Facts.address)
  const from = await context.db.find(quorum, { id: used.quorum })
  const members = from?.members ?? []
  const row = {
    ...at,
    digest,
    quorum: used.quorum,
    topic: used.topic,
    subject: used.subject,
    round: used.round,
    value: used.value,
    observedAt: used.observedAt,
    usedBy,
    confirmedBy: members.filter((_, i) => (mask & (1 << i)) !== 0),
    members,
    needed: (from?.k ?? 0) + 1,
  }
  await context.db.insert(fact).values(row).onConflictDoNothing()
  if (agreement) await linkFact(context, agreement, digest, at)
  return digest
}

/** Notes that an agreement used a fact. */
export async function linkFact(context: Context, agreement: Hex, digest: Hex, { order }: Position): Promise<void> {
  await context.db.insert(use).values({ agreement, fact: digest, order }).onConflictDoNothing()
}
