import type { Context } from 'ponder:registry'
import { receivableKey, registerKey, splitLedgerId } from '@concordat/sdk/ids.ts'
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
}

/** Says, for each transfer that a settlement makes, which clauses it comes from; the books are those before it. */
export async function explainPayout(
  context: Context,
  { terms, books }: Version,
  payout: Payout,
  at: Position,
): Promise<void> {
  const { root, digest, table } = payout
  const contract = context.contracts.Splits.address
  const from = await nameAccount(context, { contract, key: root, agreement: root })
  const where = { context, transaction: at.transaction }
  const [month = null, ...others] = books.unsettledMonths
  for (const [receiver, amount] of sumByReceiver(table).entries()) {
    if (amount === 0n) continue
    const to = await receiverAt(context, { terms, root, receiver })
    const lines = explainLines(terms, table, receiver, others.length > 0 ? null : month)
    const reason = { kind: 'settlement' as const, digest, lines, ...(books.fact ? { fact: books.fact } : {}) }
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

/** What an agreement gives back for refunds moves to where the issuer redeems it. */
export async function expectReturn(
  context: Context,
  { root, account, asset }: { root: Hex; account: Address; asset: bigint },
  amount: bigint,
  at: Position,
): Promise<void> {
  if (amount === 0n) return
  const key = receivableKey(context.contracts.Splits.address, root, asset)
  const to = await nameAccount(context, { contract: splitLedgerId(asset).issuer, key })
  await explain({ context, transaction: at.transaction }, { from: account, to, asset, amount }, { kind: 'refund' }, 1)
}
