import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import type { Hex } from 'viem'
import type { Sql } from '../database/open.ts'
import type { PayoutContext, RowOf } from '../rows/context.ts'
import { decideAgain } from '../rows/heal.ts'
import { accountIn, type StoredAccount } from './submit.ts'

type Stored = {
  instruction: Hex
  payoutKey: Hex
  account: StoredAccount
  asset: string
  amount: string
  sequence: number
}
type Known = Pick<PayoutContext, 'instruction' | 'isReversed'>

/** The instructions that rows name, as the chain has them, and which payouts came back. */
export async function readPayouts(sql: Sql, rows: FeedRow[]): Promise<{ of: (row: RowOf<'payout'>) => Known }> {
  const payouts = rows.filter(row => row.kind === 'payout')
  if (payouts.length === 0) return { of: () => ({ instruction: undefined, isReversed: false }) }
  const named = payouts.map(row => row.data.instruction)
  const stored = await sql<Stored[]>`
    select instruction, payout_key as "payoutKey", account, asset, amount, sequence from instructions
    where instruction = any(${named})`
  const instructions = new Map(
    stored.map(({ instruction, account, asset, amount, ...known }) => [
      instruction,
      { ...known, account: accountIn(account), asset: BigInt(asset), amount: BigInt(amount) },
    ]),
  )
  const back = await sql<{ business: Hex; identity: string }[]>`
    select business, identity from rows where kind = 'payout' and round = 2 and state <> 'unusable'
    and identity = any(${payouts.map(row => row.id)})`
  const reversed = new Set(back.map(({ business, identity }) => `${business} ${identity}`))
  return {
    of: ({ business, id, data }) => ({
      instruction: instructions.get(data.instruction),
      isReversed: reversed.has(`${business} ${id}`),
    }),
  }
}

/** A payout that failed by the time the node looked counts as paid before, once the business says that it came back. */
export async function reopenReversed(sql: Sql): Promise<void> {
  const rows = await sql<{ business: Hex; seq: number }[]>`
    select paid.business, paid.seq from rows back
    join rows paid on paid.business = back.business and paid.kind = 'payout' and paid.identity = back.identity
      and paid.round = 1 and paid.state = 'refused' and paid.seq < back.seq
    where back.kind = 'payout' and back.round = 2 and back.state = 'waiting'`
  for (const { business, seq } of rows) await sql.begin(sql => decideAgain(sql, business, { from: seq, to: seq }))
}
