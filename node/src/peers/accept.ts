import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import { factDigest } from '@concordat/sdk/facts.ts'
import type { Address, Hex } from 'viem'
import { inTurn } from '../database/inTurn.ts'
import type { Sql } from '../database/open.ts'
import { markConfirmed } from '../facts/confirm.ts'
import { factKey } from '../facts/key.ts'
import type { Quorums } from '../facts/quorums.ts'
import { fromStored, type StoredFact } from '../facts/save.ts'
import { recoverSigner } from '../facts/sign.ts'
import type { Log } from '../log.ts'
import type { Attestation } from './attestation.ts'
import type { Refusals } from './refusals.ts'

export type AcceptParameters = {
  sql: Sql
  quorums: Quorums
  chainId: number
  facts: Address
  refusals: Refusals
  log: Log
}

export type Accepted = {
  /** How many are new. */
  stored: number
  /** How many were known, or concern quorums of others. */
  ignored: number
  refused: { digest: Hex; code: 'NotAnAttestor' | 'DigestDiffers' | 'Equivocation' }[]
}

type Known = { key: string; digest: Hex; attestor: Address; signature: Hex }
type Own = { key: string; digest: Hex; fact: StoredFact }

/** Checks signatures of other attestors and keeps the good ones. Each may come any number of times, in any order. */
export async function acceptAttestations(parameters: AcceptParameters, given: Attestation[]): Promise<Accepted> {
  const { sql, quorums, chainId, facts, refusals, log } = parameters
  const items = given.map(item => ({ ...item, key: factKey(fromStored(item.fact)) }))
  const keys = [...new Set(items.map(item => item.key))]
  const known = await sql<Known[]>`
    select key, digest, attestor, signature from attestations where key = any(${keys})`
  const own = new Map(
    (await sql<Own[]>`select key, digest, fact from decisions where key = any(${keys})`).map(row => [row.key, row]),
  )
  const result: Accepted = { stored: 0, ignored: 0, refused: [] }
  const lines = new Map<string, Omit<Attestation, 'fact'> & { key: string; fact: StoredFact }>()

  for (const { key, attestor, digest, signature, fact } of items) {
    const refuse = (code: Accepted['refused'][number]['code']) => {
      result.refused.push({ digest, code })
      refusals.note(attestor, code)
    }
    const quorum = quorums.find(fact.quorum)
    if (!quorum)
      throw new RetryableError('QuorumUnknown', `The node has not seen quorum ${fact.quorum} on the chain yet.`)
    const before = known.find(row => row.attestor === attestor && row.key === key)
    if (!quorums.isMember(fact.quorum) || before?.signature === signature || lines.has(`${attestor}${key}${digest}`)) {
      result.ignored++
      continue
    }
    if (!quorum.attestors.includes(attestor)) {
      refuse('NotAnAttestor')
      continue
    }
    // What the node decided itself need not be hashed again.
    const decided = own.get(key)
    const stated = decided?.digest === digest ? decided.fact : fact
    if (stated === fact && factDigest(fromStored(fact), chainId, facts) !== digest) {
      refuse('DigestDiffers')
      continue
    }
    if (recoverSigner(digest, signature) !== attestor) {
      refuse('NotAnAttestor')
      continue
    }
    lines.set(`${attestor}${key}${digest}`, { attestor, key, digest, signature, fact: stated })
  }
  if (lines.size === 0) return result

  await inTurn(sql, async sql => {
    const values = [...lines.values()].map(line => ({ ...line, fact: sql.json(line.fact) }))
    const stored = await sql<Known[]>`
      insert into attestations ${sql(values)} on conflict do nothing returning key, digest, attestor, signature`
    result.stored = stored.length
    const isStored = new Set(stored.map(row => `${row.attestor}${row.key}${row.digest}`))
    for (const [name, line] of lines) {
      if (isStored.has(name)) continue
      const [first] = await sql<Known[]>`
        select digest from attestations where attestor = ${line.attestor} and key = ${line.key}`
      if (first?.digest === line.digest) {
        result.ignored++
        continue
      }
      await sql`insert into equivocations ${sql({ ...line, fact: sql.json(line.fact) })} on conflict do nothing`
      result.refused.push({ digest: line.digest, code: 'Equivocation' })
      refusals.note(line.attestor, 'Equivocation')
      log('equivocation', { attestor: line.attestor, first: first?.digest, second: line.digest })
    }
    await markConfirmed(
      sql,
      stored.map(row => row.digest),
    )
  })
  return result
}
