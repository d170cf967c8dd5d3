import type { Context } from 'ponder:registry'
import { agreement, party, signature, version } from 'ponder:schema'
import { registerKey } from '@concordat/sdk/ids.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { type Address, type Hex, isAddressEqual } from 'viem'
import { nameAccount } from './accounts.ts'
import type { Position } from './position.ts'

type Published = { digest: Hex; root: Hex; terms: Hex }

/** Keeps terms the first time they are seen: published, or concluded at once. */
export async function keepVersion(context: Context, { digest, root, terms }: Published, at: Position): Promise<void> {
  const { previous } = decodeTerms(terms)
  await context.db
    .insert(version)
    .values({ digest, root, previous, terms, order: at.order, vouched: false })
    .onConflictDoNothing()
}

/** Whether the account is a party of the version in force, and so can vouch for an amendment. */
export async function isParty(context: Context, root: Hex, account: Address): Promise<boolean> {
  const known = await context.db.find(agreement, { root })
  if (!known) return false
  for (let position = 0; ; position++) {
    const row = await context.db.find(party, { digest: known.digest, position })
    if (!row) return false
    if (isAddressEqual(row.account, account)) return true
  }
}

/** Makes terms count: their parties, their accounts and, for a first version, the agreement. */
export async function vouch(context: Context, digest: Hex, at: Position): Promise<void> {
  const row = await context.db.find(version, { digest })
  if (!row || row.vouched) return
  await context.db.update(version, { digest }).set({ vouched: true })
  const { root } = row
  const { money, parties, rules } = decodeTerms(row.terms)
  for (const [position, { account, role }] of parties.entries()) {
    const signedAt = (await context.db.find(signature, { digest, account }))?.signedAt ?? null
    // PostgreSQL keeps no NUL characters, and the words are anyone's.
    await context.db
      .insert(party)
      .values({ digest, position, root, account, role: role.replaceAll('\0', ''), signedAt })
  }

  const contract = context.contracts.Splits.address
  const account = await nameAccount(context, { contract, key: root, agreement: root })
  for (const register of rules.registers)
    await nameAccount(context, { contract, key: registerKey(root, register), agreement: root })
  if (root !== digest) return
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

/** Keeps a party's signature, whether or not its terms are known yet. */
export async function keepSignature(context: Context, digest: Hex, account: Address, at: Position): Promise<void> {
  const signedAt = at.timestamp
  await context.db.insert(signature).values({ digest, account, signedAt }).onConflictDoNothing()
  await eachParty(context, digest, async ({ position, ...row }) => {
    if (isAddressEqual(row.account, account)) await context.db.update(party, { digest, position }).set({ signedAt })
  })
}

/** Marks every party's signature: the conclusion brought those that were not given ahead. */
export async function keepConclusion(context: Context, digest: Hex, { timestamp }: Position): Promise<void> {
  await eachParty(context, digest, async ({ position }) => {
    await context.db.update(party, { digest, position }).set(row => ({ signedAt: row.signedAt ?? timestamp }))
  })
}

async function eachParty(context: Context, digest: Hex, act: (row: typeof party.$inferSelect) => Promise<void>) {
  for (let position = 0; ; position++) {
    const row = await context.db.find(party, { digest, position })
    if (!row) return
    await act(row)
  }
}
