import type { Address } from 'viem'
import type { Sql } from '../database/open.ts'
import { ATTESTATIONS_MAX, type Attestation } from './attestation.ts'

export type ListParameters = {
  attestor: Address
  /** Number of the last one already read; 0 begins. */
  after: number
  limit?: number
}

/** What an attestor signed, in the order in which this node stored it. */
export async function listAttestations(
  sql: Sql,
  { attestor, after, limit = ATTESTATIONS_MAX }: ListParameters,
): Promise<{ attestations: (Attestation & { seq: number })[]; next: number | null }> {
  const attestations = await sql<(Attestation & { seq: number })[]>`
    select seq, attestor, digest, signature, fact from attestations
    where attestor = ${attestor.toLowerCase()} and seq > ${after} order by seq limit ${limit}`
  const last = attestations.at(-1)
  return { attestations, next: last && attestations.length === limit ? last.seq : null }
}
