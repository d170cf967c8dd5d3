import { clausesOf } from '@concordat/sdk/splits/explain.ts'
import { entitledByClause, receiversOf, takenOf } from '@concordat/sdk/splits/fold/entitled.ts'
import type { Standing } from '@concordat/sdk/splits/fold/types.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { ClauseLine } from '@concordat/sdk/views.ts'
import type { Hex } from 'viem'

/** What a version's clauses have taken and paid, as its events tell. Amounts are in the asset's smallest unit. */
export type Books = Standing & {
  /** Per monthly clause the dues not paid yet; negative after a correction. */
  unpaid: bigint[]
  /** Per monthly clause the cumulative metered quantity. */
  quantity: bigint[]
  /** Per clause, by running index, what each receiver was paid. */
  paid: bigint[][]
  /** `base` at the last settlement. */
  settledBase: bigint
  /** The months closed since then. */
  unsettledMonths: number[]
  /** The fact that last changed what is unpaid; null when none did since the last settlement. */
  fact: Hex | null
}

/** The books of a version that has just taken effect, and what it continues of the version before it. */
export function openBooks(agreement: Agreement, before?: { agreement: Agreement; books: Books }): Books {
  const { monthly, clauses } = agreement.rules
  const old = before?.books
  const oldTaken = before ? takenOf(before.agreement, before.books).slice(before.agreement.rules.monthly.length) : []
  const total = oldTaken.map((taken, i) => taken + (old?.continued[i] ?? 0n))
  const receivers = receiversOf(agreement)
  return {
    base: 0n,
    taken: monthly.map(() => 0n),
    continued: clauses.map(({ continues }) => total[continues - 1] ?? 0n),
    locks: clauses.map(({ lock }) => (lock.by === 0 ? 'none' : 'waiting')),
    unpaid: monthly.map(({ continues }) => old?.unpaid[continues - 1] ?? 0n),
    quantity: monthly.map(({ continues, perQuantity }) => (perQuantity && old?.quantity[continues - 1]) || 0n),
    paid: [...monthly, ...clauses].map(() => Array<bigint>(receivers).fill(0n)),
    settledBase: 0n,
    unsettledMonths: [],
    fact: null,
  }
}

/** What each receiver is entitled to and was not paid, per clause. */
export function listUnpaid(agreement: Agreement, books: Books): bigint[][] {
  return subtract(entitledByClause(agreement, books), books.paid)
}

type Table = readonly (readonly bigint[])[]

function subtract(one: Table, other: Table): bigint[][] {
  return one.map((row, i) => row.map((amount, j) => amount - (other[i]?.[j] ?? 0n)))
}

/** The books after a settlement that paid, per clause, what the table says. */
export function markPaid(books: Books, table: Table): Books {
  const paid = books.paid.map((row, i) => row.map((amount, j) => amount + (table[i]?.[j] ?? 0n)))
  return { ...books, paid, settledBase: books.base, unsettledMonths: [], fact: null }
}

/** What the clauses took and nobody was paid. */
export function heldOf(agreement: Agreement, books: Books): bigint {
  const taken = takenOf(agreement, books).reduce((sum, amount) => sum + amount, 0n)
  return taken - sumByReceiver(books.paid).reduce((sum, amount) => sum + amount, 0n)
}

/** The sum of each column: what each receiver gets of all clauses together. */
export function sumByReceiver(table: Table): bigint[] {
  return (table[0] ?? []).map((_, j) => table.reduce((sum, row) => sum + (row[j] ?? 0n), 0n))
}

/**
 * Which clauses a receiver's money comes from.
 * @param month The month of the close that paid it, or null.
 */
export function explainLines(agreement: Agreement, table: Table, receiver: number, month: number | null): ClauseLine[] {
  return clausesOf(agreement).flatMap(described => {
    const amount = table[described.clause]?.[receiver] ?? 0n
    if (amount === 0n) return []
    return [{ ...described, amount: String(amount), month: described.stage === 'monthly' ? month : null }]
  })
}

export function writeBooks(books: Books): string {
  return JSON.stringify(books, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))
}

export function parseBooks(text: string): Books {
  return JSON.parse(text, (_, value) =>
    typeof value === 'string' && /^-?[0-9]+n$/.test(value) ? BigInt(value.slice(0, -1)) : value,
  )
}

/** Per clause what each receiver gets of what division left at the end: equal parts of the last clause, the rest in order. */
export function dealResidue({ parties, rules }: Agreement, residue: bigint): bigint[][] {
  const receivers = parties.length + rules.registers.length
  const table = [...rules.monthly, ...rules.clauses].map(() => Array<bigint>(receivers).fill(0n))
  const shares = rules.clauses.at(-1)?.shares ?? []
  const count = BigInt(shares.length)
  for (const [position, { party }] of shares.entries()) {
    const row = table.at(-1) as bigint[]
    row[party] = (row[party] ?? 0n) + residue / count + (BigInt(position) < residue % count ? 1n : 0n)
  }
  return table
}
