import { registerKey } from '@concordat/sdk/ids.ts'
import type { Context } from 'ponder:registry'
import type { Address, Hex } from 'viem'
import { nameAccount } from './accounts.ts'
import type { Version } from './agreements.ts'
import { explainLines, sumByReceiver } from './books.ts'
import { explain } from './pending.ts'
import type { Position } from './position.ts'

type Payout = {
  root: Hex
  digest: Hex
  /** Per clause what each receiver is paid now. */
  table: bigint[][]
  fact: Hex | undefined
}

/** Says, for each transfer that a settlement makes, which clauses it comes from. */
export async function explainPayout(context: Context, { terms, books }: Version, payout: Payout, at: Position): Promise<void> {
  const { root, digest, table, fact } = payout
  const contract = context.contracts.Splits.address
  const from = await nameAccount(context, { contract, key: root, agreement: root })
  const where = { context, transaction: at.transaction }
  for (const [receiver, amount] of sumByReceiver(table).entries()) {
    if (amount === 0n) continue
    const to = await receiverAt(context, { terms, root, receiver })
    const lines = explainLines(terms, table, receiver, books.closedMonth)
    const reason = { kind: 'settlement' as const, digest, lines, ...(fact ? { fact } : {}) }
    await explain(where, { from, to, asset: terms.money.asset, amount }, reason, 1)
  }
}

async function receiverAt(
  context: Context,
  { terms, root, receiver }: { terms: Version['terms']; root: Hex; receiver: number },
): Promise<Address> {
  const party = terms.parties[receiver]
  if (party) return party.account
  const register = terms.rules.registers[receiver - terms.parties.length]
  if (!register) throw new Error(`The terms of ${root} have no receiver ${receiver}.`)
  const key = registerKey(root, register)
  return nameAccount(context, { contract: context.contracts.Splits.address, key, agreement: root })
}
