import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { Confirmations, Fact, MonthClose } from '@concordat/sdk/types.ts'
import { encodeFunctionData, type Hex } from 'viem'
import type { Sql } from '../database/open.ts'

/** The call that closes a month on a confirmed statement. */
export function closeCall(terms: Agreement, close: MonthClose, fact: Fact, confirmations: Confirmations): Hex {
  const args = [terms, close, fact.round, fact.observedAt, confirmations] as const
  return encodeFunctionData({ abi: splitsAbi, functionName: 'close', args })
}

/** Whether exactly the entries of the close are booked: before, the chain would refuse it. */
export async function isBooked(sql: Sql, root: Hex, { month, entries, sum }: MonthClose): Promise<boolean> {
  const [booked] = await sql<{ entries: number; sum: string }[]>`
    select coalesce(sum(entries), 0)::int as entries, coalesce(sum(sum), 0) as sum from bookings
    where root = ${root} and month = ${month}`
  return booked?.entries === entries && BigInt(booked.sum) === sum
}
