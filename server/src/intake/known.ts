import type { RowInput } from '@concordat/sdk/rows/schema.ts'
import type { Hex } from 'viem'
import type { Transaction } from '../database/connect.ts'

/** Records that are stored already: the content of each round, and the latest round. */
export type Known = Map<string, { rounds: Map<number, Buffer>; latest: number }>

export function keyOf({ kind, id }: Pick<RowInput, 'kind' | 'id'>): string {
  return `${kind} ${id}`
}

/** What is stored under the ids of these rows: bills of the whole business, progress and payouts of the agreement. */
export async function findKnown(tx: Transaction, business: Hex, agreement: Hex, rows: RowInput[]): Promise<Known> {
  const known: Known = new Map()
  const ids = [...new Set(rows.map(row => row.id))]
  const stored = await tx<{ kind: RowInput['kind']; id: string; round: number; content: Buffer }[]>`
    select kind, id, round, content from rows
    where (business = ${business} and kind in ('payment', 'refund', 'dispute') and id = any(${ids}))
      or (agreement = ${agreement} and kind in ('meter', 'milestone', 'close', 'payout') and id = any(${ids}))`
  for (const row of stored) {
    const record = known.get(keyOf(row)) ?? { rounds: new Map(), latest: 0 }
    record.rounds.set(row.round, row.content)
    record.latest = Math.max(record.latest, row.round)
    known.set(keyOf(row), record)
  }
  return known
}
