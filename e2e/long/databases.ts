import { databasesOf } from '@concordat/cli/stack/database.ts'
import postgres from 'postgres'
import { stackFile } from '../setup/stack.ts'

export type Sql = postgres.Sql

/** The database of a process of the stack, to look into: every step leaves its trace there. */
export function openDatabase(name: string): Sql {
  return postgres(databasesOf(stackFile().ports).url(name.replace('-', '_')), { max: 2, onnotice: () => {} })
}

/** Rows of the business that came after those counted before. */
export type After = { business: string; seq: number }

const has = async (rows: Promise<readonly unknown[]>) => (await rows).length > 0

export const isRowStored = (sql: Sql, { business, seq }: After) =>
  has(sql`select 1 from rows where business = ${business} and seq > ${seq} limit 1`)

export const isDecisionSigned = (sql: Sql, { business, seq }: After) =>
  has(sql`
    select 1 from decisions d join attestations a on a.key = d.key
    where d.business = ${business} and d.seq > ${seq}
    and a.attestor = (select lower(value) from meta where name = 'address') limit 1`)

export const isConfirmed = (sql: Sql, { business, seq }: After) =>
  has(sql`
    select 1 from decisions where business = ${business} and seq > ${seq} and confirmed_at is not null limit 1`)

export const isEffectStored = (sql: Sql, { business, seq }: After) =>
  has(sql`
    select 1 from decisions d join effects e on e.effect = d.effect
    where d.business = ${business} and d.seq > ${seq} limit 1`)
