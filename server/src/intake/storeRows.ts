import { type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { monthCloseOf } from '@concordat/sdk/rows/close.ts'
import type { CloseData, FeedRow, RowInput, UnsignedRow } from '@concordat/sdk/rows/schema.ts'
import { canonicalRow } from '@concordat/sdk/rows/sign.ts'
import { parseMonth } from '@concordat/sdk/splits/months.ts'
import type { Hex } from 'viem'
import type { AttachedAgreement } from '../agreements/find.ts'
import type { Transaction } from '../database/connect.ts'
import type { Booking } from './books.ts'

/** An accepted row that is not signed and stored yet. */
export type PendingRow = Omit<RowInput, 'data'> &
  Booking & { seq: number; data: RowInput['data'] | CloseData; content: Buffer }

export type Signer = { business: Hex; agreement: Hex; publicKey: string; key: KeyObject; batch: string }

const signInPool = promisify((data: Buffer, key: KeyObject, done: (error: Error | null, signature: Buffer) => void) =>
  sign('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, done),
)

/** Signs rows as the business and stores them. */
export async function storeRows(tx: Transaction, signer: Signer, rows: PendingRow[]): Promise<void> {
  if (rows.length === 0) return
  const { business, agreement, publicKey, key, batch } = signer
  const signed = await Promise.all(
    rows.map(async ({ content, amount, month, ...row }) => {
      const unsigned = { ...row, business, agreement, publicKey } as UnsignedRow
      const signature = (await signInPool(canonicalRow(unsigned), key)).toString('base64')
      const stored = { ...row, month, amount: amount?.toString() ?? null, signature, content: content.toString('hex') }
      return stored
    }),
  )
  await tx`
    insert into rows (business, agreement, batch, seq, kind, id, round, date, recorded_at, booked_at, month, data, amount, signature, content)
    select ${business}, ${agreement}, ${batch}, r.seq, r.kind, r.id, r.round, r.date, r."recordedAt", r."bookedAt", r.month, r.data,
      r.amount, r.signature, decode(r.content, 'hex')
    from jsonb_to_recordset(${tx.json(signed as never)}) as r(seq bigint, kind text, id text, round integer, date text,
      "recordedAt" text, "bookedAt" bigint, month integer, data jsonb, amount numeric, signature text, content text)`
}

/** What closing the month states, from the rows stored so far. */
export async function closeDataOf(tx: Transaction, agreement: AttachedAgreement, month: string): Promise<CloseData> {
  // Of all rows only these count in it: the month's bills, and the meters from the beginning.
  const rows = await tx<FeedRow[]>`
    select kind, id, round, date, booked_at as "bookedAt", data from rows
    where agreement = ${agreement.root}
      and (kind = 'meter' or (kind in ('payment', 'refund', 'dispute') and month = ${parseMonth(month)}))
    order by seq`
  const bill = rows.find(row => row.kind === 'payment' || row.kind === 'refund' || row.kind === 'dispute')
  const decimals = bill ? currencyDecimals(bill.data.currency) : 0
  return monthCloseOf({ agreement: agreement.terms, decimals, month, rows })
}
