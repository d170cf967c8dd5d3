import { createHash } from 'node:crypto'
import { readBankFile } from '@concordat/sdk/payments/bank/file.ts'
import type { TransferReport } from '@concordat/sdk/payments/bank/report.ts'
import type { BankEntry, BankStatement } from '@concordat/sdk/payments/bank/statement.ts'
import { entryKey, mergeEntry } from '@concordat/sdk/payments/bank/transfers.ts'
import type { Hex } from 'viem'
import type { Context } from '../../context.ts'
import type { Transaction } from '../../database/connect.ts'
import { ApiError } from '../../errors.ts'
import { listConnections } from '../connections.ts'
import { findEntries, type KeptEntry, keepEntries, listLeft } from './bankEntries.ts'
import { placeDue } from './placeEntries.ts'
import { listReports, noteReport, requireOwnReport } from './reports.ts'

const entriesAtOnce = 500
/** How long an import places entries before it answers, in milliseconds; the worker places the rest. */
const patienceMs = 10_000

export type Import = {
  statements: BankStatement[]
  reports: TransferReport[]
  /** Entries that were not known before, or are booked now, and those that were known. */
  fresh: number
  known: number
  /** The file's entries as they stand now, and the line on which each begins. */
  entries: (KeptEntry & { line: number })[]
}

/** Takes a bank's file: all of it or nothing. The same again, or another that overlaps it, changes nothing. */
export async function importFile(context: Context, business: Hex, file: Uint8Array): Promise<Import> {
  const { sql } = context
  const { statements, reports } = readBankFile(file)
  const own = await listConnections(sql, business)
  for (const { account } of statements)
    if (!own.some(each => each.rail === 'bank' && each.account === account))
      throw new ApiError(
        422,
        'StatementOfAnotherAccount',
        `The statement is of ${account}, which this business has not connected.`,
        { given: account },
      )
  const said = await Promise.all(reports.map(report => requireOwnReport(context, business, report)))
  const fresh = await sql.begin(async tx => {
    let count = 0
    for (const statement of statements) {
      count += await keepEntriesOf(context, tx, statement)
      await noteStatement(tx, statement)
    }
    for (const report of said) {
      count += await keepEntriesOf(context, tx, report)
      await noteReport(tx, report)
    }
    return count
  })
  const until = Date.now() + patienceMs
  while ((await placeDue(context)) > 0 && Date.now() < until) {}
  const entries: Import['entries'] = []
  for (const { account, entries: given, lines } of [...statements, ...said]) {
    const lineOf = new Map(given.map((entry, i) => [entryKey(entry), lines[i] ?? 0]))
    const references = given.map(({ reference }) => reference)
    for (const entry of await findEntries(context, sql, account, { references })) {
      const line = lineOf.get(entryKey(entry))
      if (line !== undefined) entries.push({ ...entry, line })
    }
  }
  const total = [...statements, ...said].reduce((sum, { entries }) => sum + entries.length, 0)
  return { statements, reports, fresh, known: total - fresh, entries }
}

type Given = Pick<BankStatement, 'account' | 'entries'>

async function keepEntriesOf(context: Context, tx: Transaction, { account, entries }: Given): Promise<number> {
  // One file of an account after the other: what both state is compared.
  await tx`select 1 from connections where rail = 'bank' and account = ${account} for no key update`
  let fresh = 0
  for (let at = 0; at < entries.length; at += entriesAtOnce)
    fresh += await keepPart(context, tx, account, entries.slice(at, at + entriesAtOnce))
  // What could not be placed perhaps can be now: its other half may be in this file.
  await tx`update bank_entries set next_at = now() where account = ${account} and state = 'left'`
  return fresh
}

async function noteStatement(tx: Transaction, { lines: _, ...statement }: BankStatement): Promise<void> {
  const { account, id, currency, days, opening, closing, closedOn, entries } = statement
  const digest = createHash('sha256').update(JSON.stringify(statement)).digest()
  await tx`
    insert into bank_statements (account, digest, id, currency, first_day, last_day, opening, closing, closed_on, entries)
    values (${account}, ${digest}, ${id}, ${currency}, ${days?.from ?? null}, ${days?.to ?? null}, ${opening}, ${closing},
      ${closedOn}, ${entries.length})
    on conflict do nothing`
}

async function keepPart(context: Context, tx: Transaction, account: string, given: BankEntry[]): Promise<number> {
  const references = given.map(({ reference }) => reference)
  const stored = await findEntries(context, tx, account, { references })
  const known = new Map(stored.map(({ account: _, state: __, refusal: ___, ...entry }) => [entryKey(entry), entry]))
  const fresh = new Map<string, BankEntry>()
  for (const entry of given) {
    const key = entryKey(entry)
    const merged = mergeEntry(known.get(key), entry)
    if (merged === known.get(key) || (known.has(key) && merged.status === known.get(key)?.status)) continue
    known.set(key, merged)
    fresh.set(key, merged)
  }
  if (fresh.size > 0) await keepEntries(context, tx, account, [...fresh.values()])
  return fresh.size
}

export type StatementView = {
  id: string
  account: string
  currency: string
  from: string | null
  to: string | null
  closing: string | null
  closedOn: string
  entries: number
}

/** The statements of a business's accounts and the reports on its files, newest first, and the entries nobody could place. */
export async function listStatements(context: Context, business: Hex) {
  const { sql } = context
  const accounts = (await listConnections(sql, business)).flatMap(({ rail, account }) =>
    rail === 'bank' ? account : [],
  )
  const statements = await sql<StatementView[]>`
    select id, account, currency, first_day as "from", last_day as "to", closing::text as closing,
      closed_on as "closedOn", entries
    from bank_statements where account = any(${accounts}) order by closed_on desc, imported_at desc limit 200`
  const reports = await listReports(context, accounts)
  return { statements: [...statements], reports, left: await listLeft(context, accounts) }
}
