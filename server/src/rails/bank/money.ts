import type { Context } from '../../context.ts'
import type { Connection } from '../connections.ts'
import type { Money, Moved } from '../reconcile/money.ts'
import { listBooked } from './bankEntries.ts'

/** What an account at a bank held by the last statement, and everything that ever moved it by all of them. */
export async function readBankMoney(context: Context, { account }: Connection, currency: string): Promise<Money> {
  const { sql } = context
  const [last] = await sql<{ closing: string }[]>`
    select closing::text as closing from bank_statements
    where account = ${account} and currency = ${currency} and closing is not null
    order by closed_on desc, last_day desc nulls last, imported_at desc limit 1`
  const [first] = await sql<{ opening: string }[]>`
    select opening::text as opening from bank_statements
    where account = ${account} and currency = ${currency} and opening is not null
    order by closed_on, first_day nulls last, imported_at limit 1`
  const moved = new Map<string, Moved>()
  // What was there before the first statement came from nowhere that anybody here knows of.
  if (first && first.opening !== '0')
    moved.set('opening', { kind: 'other', id: 'opening', amount: BigInt(first.opening) })
  for (const entry of await listBooked(context, account, currency)) {
    const { side, reference, kind, rowId, instruction } = entry
    const isPlaced = kind !== null && rowId !== null
    const id = isPlaced ? rowId : reference
    const amount = side === 'credit' ? BigInt(entry.amount) : -BigInt(entry.amount)
    // Of what nobody could place a debit and a credit can have the same name.
    const name = isPlaced ? id : `${side} ${reference}`
    const before = moved.get(name)?.amount ?? 0n
    const about = { kind: isPlaced ? kind : ('other' as const), id, amount: before + amount }
    moved.set(name, { ...about, ...(isPlaced && instruction !== null ? { instruction } : {}) })
  }
  return { balance: BigInt(last?.closing ?? 0), moved, fees: 0n }
}
