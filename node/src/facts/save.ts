import { factDigest } from '@concordat/sdk/facts.ts'
import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import type { Fact } from '@concordat/sdk/types.ts'
import type { Address, Hex } from 'viem'
import { inTurn } from '../database/inTurn.ts'
import type { Sql, Transaction } from '../database/open.ts'
import type { Decision, Dissent } from './decision.ts'
import { dissent } from './decision.ts'
import { factKey } from './key.ts'
import type { Code } from './reasons.ts'

/** A row, what the node makes of it, and where it counts if it is money. */
export type Decided = { row: FeedRow; decision: Decision; month?: number; amount?: bigint }

export type SaveParameters = { self: Address; chainId: number; facts: Address }
export type Saved = { decided: number; dissents: (Dissent & { seq: number })[] }

/** A fact as json: the round as a decimal string. */
export type StoredFact = Omit<Fact, 'round'> & { round: string }
export const toStored = (fact: Fact): StoredFact => ({ ...fact, round: fact.round.toString() })
export const fromStored = (fact: StoredFact): Fact => ({ ...fact, round: BigInt(fact.round) })

/**
 * Stores decisions with the states of their rows, in one transaction. A key that has a value, decided or signed by this
 * node at any time, keeps it: the row that says otherwise is dissented from.
 */
export async function saveDecisions(sql: Sql, parameters: SaveParameters, entries: Decided[]): Promise<Saved> {
  return inTurn(sql, async sql => {
    const facts = entries.flatMap(entry =>
      entry.decision.status === 'fact' ? [describe(entry.decision.fact, parameters)] : [],
    )
    const known = await valuesOf(
      sql,
      parameters.self,
      facts.map(fact => fact.key),
    )
    const taken = new Set<string>()
    const lines: Record<string, unknown>[] = []
    const states: { business: Hex; seq: number; state: string; month: number | null; amount: string | null }[] = []
    const dissents: Saved['dissents'] = []
    const waits: { business: Hex; seq: number; code: Code }[] = []

    let at = 0
    for (const { row, decision: given, month, amount } of entries) {
      const { business, seq, agreement } = row
      if (given.status === 'wait') {
        waits.push({ business, seq, code: given.code })
        continue
      }
      let decision = given
      if (decision.status === 'fact') {
        const { key, digest } = facts[at++] as Described
        const signed = known.get(key)
        if (signed !== undefined && signed.digest !== digest)
          decision = dissent(decision.topic, decision.fact.subject, 'AnotherValueSigned', {
            signed: signed.digest,
            given: digest,
          })
        else if (!signed?.isDecided && !taken.has(key)) {
          const { fact, topic, payload, effect, requires } = decision
          const { subject, quorum } = fact
          const json = { fact: sql.json(toStored(fact)), payload: sql.json(payload as never) }
          lines.push({
            business,
            seq,
            agreement,
            topic,
            subject,
            key,
            digest,
            quorum,
            ...json,
            effect,
            requires: requires ?? null,
            code: null,
            message: null,
          })
          taken.add(key)
          known.set(key, { digest, isDecided: true })
        }
      }
      if (decision.status === 'dissent') {
        const { topic, subject, code, message } = decision
        const none = { key: null, digest: null, quorum: null, fact: null, payload: null, effect: null, requires: null }
        lines.push({ business, seq, agreement, topic, subject, ...none, code, message })
        dissents.push({ ...decision, seq })
      }
      const isAccepted = decision.status !== 'dissent'
      const counts = isAccepted && month !== undefined && amount !== undefined
      states.push({
        business,
        seq,
        state: isAccepted ? 'accepted' : 'refused',
        month: counts ? month : null,
        amount: counts ? amount.toString() : null,
      })
    }

    if (lines.length > 0) await sql`insert into decisions ${sql(lines)}`
    await sql`
      update rows r set state = v.state, month = v.month, amount = v.amount, waits_for = null, waits_since = null
      from jsonb_to_recordset(${sql.json(states)}) v(business text, seq bigint, state text, month integer, amount numeric)
      where r.business = v.business and r.seq = v.seq`
    if (waits.length > 0)
      await sql`
        update rows r set waits_for = v.code, waits_since = now()
        from jsonb_to_recordset(${sql.json(waits)}) v(business text, seq bigint, code text)
        where r.business = v.business and r.seq = v.seq and r.waits_for is distinct from v.code`
    const effects = lines.flatMap(line => (line.effect ? [line.effect as string] : []))
    if (effects.length > 0)
      await sql`
        update decisions d set settled_block = e.block from effects e
        where e.effect = d.effect and d.settled_block is null and d.effect = any(${effects})`
    return { decided: lines.length - dissents.length, dissents }
  })
}

type Described = { key: string; digest: Hex }

function describe(fact: Fact, { chainId, facts }: SaveParameters): Described {
  return { key: factKey(fact), digest: factDigest(fact, chainId, facts) }
}

async function valuesOf(sql: Transaction, self: Address, keys: string[]) {
  const rows = await sql<{ key: string; digest: Hex; isDecided: boolean }[]>`
    select key, digest, false as "isDecided" from attestations
    where attestor = ${self.toLowerCase()} and key = any(${keys})
    union all select key, digest, true from decisions where key = any(${keys})`
  return new Map(rows.map(({ key, ...value }) => [key, value]))
}
