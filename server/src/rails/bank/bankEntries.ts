import type { BankEntry } from '@concordat/sdk/payments/bank/statement.ts'
import type { Context } from '../../context.ts'
import type { Sql, Transaction } from '../../database/connect.ts'

/** Why nothing came of an entry. */
export type Reason = { code: string; message: string }

/** An entry as it is kept. */
export type KeptEntry = BankEntry & {
  account: string
  state: 'open' | 'placed' | 'left'
  refusal: Reason | null
}

type Stored = Pick<KeptEntry, 'account' | 'state' | 'refusal'> & { body: Buffer }

/** What an entry is sealed for: it opens nowhere else. */
const boundTo = (account: string) => `bank entry ${account}`

const columns = ['account', 'state', 'refusal', 'body'] as const

function open({ seal }: Pick<Context, 'seal'>, { body, ...rest }: Stored): KeptEntry {
  return { ...(JSON.parse(seal.open(body, boundTo(rest.account))) as BankEntry), ...rest }
}

/** The entries of an account that carry one of the references, or the end-to-end id. */
export async function findEntries(
  { seal }: Pick<Context, 'seal'>,
  sql: Sql | Transaction,
  account: string,
  by: { references: string[] } | { endToEndId: string },
): Promise<KeptEntry[]> {
  const rows = await sql<Stored[]>`
    select ${sql(columns)} from bank_entries where account = ${account}
    and ${'references' in by ? sql`reference = any(${by.references})` : sql`end_to_end = ${by.endToEndId}`}
    order by date, reference, side`
  return rows.map(row => open({ seal }, row))
}

/** Entries that nothing has come of yet and whose turn it is. */
export async function listDue({ seal, sql }: Context, limit: number): Promise<KeptEntry[]> {
  const rows = await sql<Stored[]>`
    select ${sql(columns)} from bank_entries where state <> 'placed' and next_at <= now()
    order by next_at, date, reference limit ${limit}`
  return rows.map(row => open({ seal }, row))
}

/** Entries that nobody could place, newest first, with the reason. */
export async function listLeft({ seal, sql }: Context, accounts: string[]): Promise<KeptEntry[]> {
  const rows = await sql<Stored[]>`
    select ${sql(columns)} from bank_entries where account = any(${accounts}) and state = 'left'
    order by date desc, reference limit 500`
  return rows.map(row => open({ seal }, row))
}

/** Keeps entries, and what is now known of those that were kept. What was left is tried once more. */
export async function keepEntries(
  { seal }: Pick<Context, 'seal'>,
  tx: Transaction,
  account: string,
  entries: BankEntry[],
): Promise<void> {
  const rows = entries.map(entry => ({
    account,
    side: entry.side,
    reference: entry.reference,
    status: entry.status,
    amount: entry.amount,
    currency: entry.currency,
    date: entry.date,
    end_to_end: entry.endToEndId,
    body: seal.close(JSON.stringify(entry), boundTo(account)),
  }))
  await tx`
    insert into bank_entries ${tx(rows)}
    on conflict (account, side, reference) do update
    set status = excluded.status, date = excluded.date, end_to_end = excluded.end_to_end, body = excluded.body,
      state = 'open', refusal = null, next_at = now()`
}

type Booked = Pick<BankEntry, 'side' | 'reference' | 'amount'> & {
  kind: 'payment' | 'payout' | null
  rowId: string | null
  instruction: string | null
}

/** Every entry of an account that has moved it, and what it was found to be. */
export async function listBooked({ sql }: Context, account: string, currency: string): Promise<Booked[]> {
  return sql<Booked[]>`
    select e.side, e.reference, e.amount::text as amount, e.kind, e.row_id as "rowId", t.instruction
    from bank_entries e left join bank_transfers t on t.end_to_end = e.row_id
    where e.account = ${account} and e.currency = ${currency} and e.status = 'booked' order by e.date, e.reference`
}
