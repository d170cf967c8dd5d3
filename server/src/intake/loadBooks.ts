import type { RowInput } from '@concordat/sdk/rows/schema.ts'
import type { Hex } from 'viem'
import type { AttachedAgreement } from '../agreements/find.ts'
import type { Transaction } from '../database/connect.ts'
import type { Books } from './books.ts'

/** Reads what the acceptance of these rows depends on. The caller holds the business's lock, so nothing changes meanwhile. */
export async function loadBooks(
  tx: Transaction,
  business: Hex,
  agreement: AttachedAgreement,
  rows: RowInput[],
): Promise<Books> {
  const originals = new Set<string>()
  for (const row of rows) if (row.kind === 'refund' || row.kind === 'dispute') originals.add(row.data.original)
  const ids = [...originals]
  const disputed = rows.flatMap(row => (row.kind === 'dispute' ? [row.id] : []))
  const paid = await tx<{ id: string; amount: string; refunded: string }[]>`
    select p.id, p.amount::text as amount,
      (select coalesce(-sum(r.amount), 0)::text from rows r
        where r.business = p.business and r.kind in ('refund', 'dispute') and r.data ->> 'original' = p.id) as refunded
    from rows p where p.business = ${business} and p.agreement = ${agreement.root} and p.kind = 'payment' and p.id = any(${ids})`
  const payments = new Map(
    paid.map(({ id, amount, refunded }) => [id, { amount: BigInt(amount), refunded: BigInt(refunded) }]),
  )
  const opened = await tx<{ id: string; amount: string }[]>`
    select id, (-amount)::text as amount from rows
    where business = ${business} and kind = 'dispute' and round = 0 and id = any(${disputed})`
  const disputes = new Map(opened.map(({ id, amount }) => [id, BigInt(amount)]))
  return { agreement, lastClosed: await lastClosed(tx, agreement), payments, disputes }
}

/** The last month the business closed. A close by default on the chain changes nothing here: nodes count what it booked. */
async function lastClosed(tx: Transaction, agreement: AttachedAgreement): Promise<number | undefined> {
  const [row] = await tx<{ month: number | null }[]>`
    select max(month) as month from rows where agreement = ${agreement.root} and kind = 'close'`
  return row?.month ?? undefined
}
