import { entitledByClause, lockedOf, takenOf } from '@concordat/sdk/splits/fold/entitled.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { ClausePosition, PartyPosition } from '@concordat/sdk/views.ts'
import { type Address, getAddress } from 'viem'
import { type Books, explainLines, sumByReceiver } from '../rows/books.ts'

/** A version that is or was in force, with its books as they are at a moment. */
export type Standing = { terms: Agreement; books: Books; signedAt: (number | null)[] }

/**
 * The books with the locks lapsed whose time is over, which the contract does at the next settlement.
 * @param moment Unix seconds, less the time that freezes have stopped.
 */
export function lapseLocks(terms: Agreement, books: Books, moment: number): Books {
  const locks = terms.rules.clauses.map(({ lock }, i) => {
    const status = books.locks[i] ?? 'none'
    return status === 'waiting' && moment > lock.by ? ('lapsed' as const) : status
  })
  return { ...books, locks }
}

/** What every party of any version is entitled to and was paid; parties of the version in force first. */
export function viewPositions(versions: Standing[]): PartyPosition[] {
  const positions = new Map<Address, PartyPosition>()
  for (const [age, { terms, books, signedAt }] of versions.toReversed().entries()) {
    const table = entitlementsOf({ terms, books })
    const [entitled, paid, locked] = [sumByReceiver(table), sumByReceiver(books.paid), lockedOf(terms, books)]
    for (const [i, party] of terms.parties.entries()) {
      const account = getAddress(party.account)
      const known = positions.get(account)
      positions.set(account, {
        account,
        role: known?.role ?? party.role,
        signedAt: known?.signedAt ?? signedAt[i] ?? null,
        entitled: add(known?.entitled, entitled[i]),
        paid: add(known?.paid, paid[i]),
        locked: add(known?.locked, locked[i]),
        lines: known?.lines ?? (age === 0 ? explainLines(terms, table, i, null) : []),
      })
    }
  }
  return [...positions.values()]
}

/** Per clause what each receiver is entitled to; what division left is dealt out beyond that at the end. */
function entitlementsOf({ terms, books }: Pick<Standing, 'terms' | 'books'>): bigint[][] {
  return entitledByClause(terms, books).map((row, i) =>
    row.map((amount, j) => {
      const paid = books.paid[i]?.[j] ?? 0n
      return amount > paid ? amount : paid
    }),
  )
}

function add(one: string | undefined, other: bigint | undefined): string {
  return String(BigInt(one ?? 0) + (other ?? 0n))
}

/** What each clause of a version took, and what it still waits for. */
export function viewClauses({ terms, books }: Standing): ClausePosition[] {
  const { monthly, clauses } = terms.rules
  const taken = takenOf(terms, books)
  const senior = monthly.map(
    (clause, i): ClausePosition => ({
      clause: i,
      stage: 'monthly',
      taken: String(taken[i] ?? 0n),
      limit: null,
      unpaid: clause.carried ? String(books.unpaid[i] ?? 0n) : null,
      quantity: clause.perQuantity === 0n ? null : String(books.quantity[i] ?? 0n),
      lock: null,
      continued: '0',
    }),
  )
  const junior = clauses.map(
    ({ limit, lock }, i): ClausePosition => ({
      clause: monthly.length + i,
      stage: 'cumulative',
      taken: String(taken[monthly.length + i] ?? 0n),
      limit: limit === 0n ? null : String(limit),
      unpaid: null,
      quantity: null,
      lock:
        lock.by === 0
          ? null
          : { status: books.locks[i] ?? 'waiting', by: lock.by, topic: lock.topic, subject: lock.subject },
      continued: String(books.continued[i] ?? 0n),
    }),
  )
  return [...senior, ...junior]
}

/** What rounding has left in the account: taken by clauses that wait for nothing, and entitled to nobody. */
export function residueOf({ terms, books }: Standing): bigint {
  const table = entitlementsOf({ terms, books })
  return takenOf(terms, books).reduce((sum, taken, i) => {
    const isWaiting = books.locks[i - terms.rules.monthly.length] === 'waiting'
    const given = (table[i] ?? []).reduce((total, amount) => total + amount, 0n)
    return isWaiting ? sum : sum + taken - given
  }, 0n)
}
