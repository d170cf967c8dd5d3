import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { Hex } from 'viem'
import type { Sql } from '../database/open.ts'

/** An agreement as the chain has it. */
export type Standing = {
  root: Hex
  /** The version in force. */
  digest: Hex
  terms: Agreement
  /** The quorums that its versions trust, the first version's first. */
  quorums: Hex[]
  /** How it ended, or null. */
  ended: 'terminated' | 'superseded' | 'completed' | null
  /** The month the chain closes next, counted from January 1970; null without a period. */
  openMonth: number | null
}

type Version = { root: Hex; digest: Hex; terms: Hex; block: number }

const decoded = new Map<Hex, Agreement>()

/** The agreement of a root, or undefined when the chain knows none. */
export async function findStanding(sql: Sql, root: Hex): Promise<Standing | undefined> {
  const versions = await listVersions(sql, root)
  const [first, current] = [versions[0], versions.at(-1)]
  if (!first || !current) return undefined
  const [end] = await sql<{ kind: Standing['ended'] }[]>`select kind from endings where root = ${root} limit 1`
  const [closed] = await sql<{ month: number | null }[]>`select max(month) as month from closes where root = ${root}`
  const terms = decode(current)
  const { period } = decode(first).rules
  return {
    root,
    digest: current.digest,
    terms,
    quorums: [...new Set(versions.map(version => decode(version).rules.quorum))],
    ended: end?.kind ?? null,
    openMonth: period.closeAfter === 0 ? null : Math.max(period.firstMonth, (closed?.month ?? -1) + 1),
  }
}

/** The version that was in force at a block. */
export async function findVersionAt(sql: Sql, root: Hex, block: number): Promise<Agreement | undefined> {
  const version = (await listVersions(sql, root)).findLast(version => version.block <= block)
  return version && decode(version)
}

/** The terms of a version, or undefined when the chain knows none. */
export async function findVersion(sql: Sql, digest: Hex): Promise<Agreement | undefined> {
  const [version] = await sql<Version[]>`select root, digest, terms, block from agreements where digest = ${digest}`
  return version && decode(version)
}

/** Businesses whose agreements trust one of the quorums. */
export async function listBusinesses(sql: Sql, quorums: Hex[]): Promise<Hex[]> {
  const rows = await sql<{ business: Hex }[]>`
    select distinct business from agreements where quorum = any(${quorums}) order by business`
  return rows.map(row => row.business)
}

function listVersions(sql: Sql, root: Hex): Promise<Version[]> {
  return sql<Version[]>`
    select root, digest, terms, block from agreements where root = ${root} order by block, log_index`
}

function decode({ digest, terms }: Version): Agreement {
  const known = decoded.get(digest)
  if (known) return known
  const agreement = decodeTerms(terms)
  if (decoded.size < 10_000) decoded.set(digest, agreement)
  return agreement
}
