import type { Context } from 'ponder:registry'
import { agreement, party, version } from 'ponder:schema'
import { registerKey } from '@concordat/sdk/ids.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { type Hex, zeroHash } from 'viem'
import { nameAccount } from './accounts.ts'
import type { Position } from './position.ts'

/** Writes the rows of a set of terms the first time it is seen: proposed, or concluded at once. */
export async function keepVersion(
  context: Context,
  { digest, root, terms }: { digest: Hex; root: Hex; terms: Hex },
  at: Position,
): Promise<void> {
  if (await context.db.find(version, { digest })) return
  const { money, parties, rules, previous } = decodeTerms(terms)
  await context.db.insert(version).values({ digest, root, previous, terms, order: at.order })
  await context.db.insert(party).values(
    parties.map(({ account, role }, position) => ({
      digest,
      position,
      root,
      account,
      role: role.replaceAll('\0', ''),
    })),
  )

  const contract = context.contracts.Splits.address
  const account = await nameAccount(context, { contract, key: root, agreement: root })
  for (const register of rules.registers)
    await nameAccount(context, { contract, key: registerKey(root, register), agreement: root })
  if (previous !== zeroHash) return
  await context.db.insert(agreement).values({
    root,
    order: at.order,
    digest,
    status: 'proposed',
    account,
    asset: money.asset,
    business: rules.business,
    proposedAt: at.timestamp,
    signBy: rules.signBy,
    frozenFor: 0,
    received: 0n,
    refunded: 0n,
    owed: 0n,
    countedFrom: 0,
    buckets: {},
  })
}

/** Marks a party's signature; without an account, every party's. */
export async function keepSignatures(context: Context, digest: Hex, at: Position, account?: Hex): Promise<void> {
  for (let position = 0; ; position++) {
    const row = await context.db.find(party, { digest, position })
    if (!row) return
    const isMeant = account === undefined || row.account.toLowerCase() === account.toLowerCase()
    if (isMeant && row.signedAt === null)
      await context.db.update(party, { digest, position }).set({ signedAt: at.timestamp })
  }
}
