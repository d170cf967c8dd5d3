import type { Address, Hex } from 'viem'
import type { Sql } from '../database/open.ts'
import { type Code, messageOf } from '../facts/reasons.ts'
import type { NodeState } from '../state.ts'

/** How old a decision must be before an attestor that has not signed it counts as silent, in seconds. */
const patience = 15
const recentDecisions = 100

/** `GET /health`. */
export async function getHealth(sql: Sql, state: NodeState) {
  const [counts] = await sql<{ block: number | null; dissented: number; waiting: number; unsettled: number }[]>`
    select (select max(height) from blocks) as block,
      (select count(*) from decisions where digest is null and withdrawn_at is null) as dissented,
      (select count(*) from rows where state = 'waiting') as waiting,
      (select count(*) from decisions where digest is not null and settled_block is null and topic <> 'milestone') as unsettled`
  const cursors = await sql<
    { business: Hex; seq: number }[]
  >`select business, max(seq) as seq from rows group by business`
  const failures = state.failures()
  return {
    name: state.name,
    address: state.address,
    /** `behind` while something it needs (chain, source, database) fails or is far ahead. */
    status: failures.length > 0 || !state.isCaughtUp() ? ('behind' as const) : ('up' as const),
    genesisHash: state.genesisHash,
    block: counts?.block ?? 0,
    cursor: Object.fromEntries(cursors.map(({ business, seq }) => [business, seq])),
    decided: state.decided(),
    dissented: counts?.dissented ?? 0,
    /** Rows not decided, and facts the chain has not used yet. */
    pending: (counts?.waiting ?? 0) + (counts?.unsettled ?? 0),
    /** What rows wait for beside their turn, and since when (Unix second): most often a processor. */
    waitsFor: await listWaits(sql),
    peers: state.peers(),
    /** Attestors of the node's quorums that signed none of the latest decisions. */
    missing: await listSilent(sql, state),
    /** Attestations that were refused, by who claimed to have signed them. */
    refused: state.refusals.list(),
    /** Calls that the contracts refuse for good. */
    stuck: state.stuck(),
    error: failures[0] ?? null,
  }
}

type Wait = { code: Code; processor: string; rows: number; since: number }

async function listWaits(sql: Sql) {
  const waits = await sql<Wait[]>`
    select waits_for as code, coalesce(processor, '') as processor, count(*)::int as rows,
      extract(epoch from min(waits_since))::int as since from rows
    where state = 'waiting' and waits_for is not null group by 1, 2 order by 4, 1, 2`
  return waits.map(wait => ({ ...wait, message: messageOf(wait.code, { given: wait.processor }) }))
}

async function listSilent(sql: Sql, { quorums, address }: NodeState): Promise<Address[]> {
  const recent = await sql<{ quorum: Hex; digest: Hex }[]>`
    select quorum, digest from decisions where digest is not null and decided_at < now() - make_interval(secs => ${patience})
    order by id desc limit ${recentDecisions}`
  if (recent.length === 0) return []
  const signed = await sql<{ quorum: Hex; attestor: Address }[]>`
    select distinct d.quorum, a.attestor from attestations a join decisions d on d.digest = a.digest
    where a.digest = any(${recent.map(decision => decision.digest)})`
  const heard = new Set(signed.map(({ quorum, attestor }) => `${quorum}${attestor}`))
  const asked = new Set(recent.map(decision => decision.quorum))
  const silent = quorums
    .own()
    .filter(({ quorum }) => asked.has(quorum))
    .flatMap(({ quorum, attestors }) => attestors.filter(attestor => !heard.has(`${quorum}${attestor}`)))
  return [...new Set(silent)].filter(attestor => attestor !== address.toLowerCase())
}
