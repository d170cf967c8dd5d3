import type { CheckpointsView, CheckpointView } from '@concordat/sdk/proof/checkpoint.ts'
import type { Address, Hex } from 'viem'
import { z } from 'zod'
import { type AcceptParameters, acceptAttestations } from '../peers/accept.ts'
import { Attestation } from '../peers/attestation.ts'
import { CheckpointRefusal } from './refusal.ts'
import { type Checkpoint, type CheckpointsParameters, signCheckpoints } from './sign.ts'

const patienceMs = 5_000

const PeerAnswer = z.object({ attestations: z.array(Attestation) })

export type GatherParameters = CheckpointsParameters & { accept: AcceptParameters; peers: string[] }
export type Wanted = {
  heights: number[]
  /** Only of this quorum; of all the node belongs to where it is not given. */
  quorum?: Hex | undefined
  /** Asks no peers: for the peers' own questions. */
  alone: boolean
}

/** The checkpoints of these blocks with everybody's signatures; peers are asked to sign what too few have signed. */
export async function gatherCheckpoints(
  parameters: GatherParameters,
  { heights, quorum, alone }: Wanted,
): Promise<CheckpointsView & z.infer<typeof PeerAnswer>> {
  const own = parameters.quorums.own().map(known => known.quorum)
  if (quorum && !own.includes(quorum))
    throw new CheckpointRefusal('NotAMember', `The node is no attestor of quorum ${quorum}.`)
  const made = await signCheckpoints(parameters, heights, quorum ? [quorum] : own)
  let views = await view(parameters, made)
  const missing = views.filter(({ signatures, needed }) => signatures.length < needed)
  if (!alone && missing.length > 0) {
    await askPeers(parameters, [...new Set(missing.map(({ number }) => number))])
    views = await view(parameters, made)
  }
  const facts = new Map(made.map(({ digest, fact }) => [digest, fact]))
  const attestations = views.flatMap(({ digest, signatures }) =>
    signatures.flatMap(({ attestor, signature }) => {
      const fact = facts.get(digest)
      return fact ? [{ attestor, signature, digest, fact }] : []
    }),
  )
  return { checkpoints: views, attestations: alone ? attestations : [] }
}

async function view({ sql, quorums }: GatherParameters, made: Checkpoint[]): Promise<CheckpointView[]> {
  const rows = await sql<{ digest: Hex; attestor: Address; signature: Hex }[]>`
    select digest, attestor, signature from attestations where digest = any(${made.map(({ digest }) => digest)})`
  return made.map(({ quorum, height, hash, digest, fact }) => {
    const { attestors = [], k = 0 } = quorums.find(quorum) ?? {}
    const signatures = rows
      .filter(row => row.digest === digest && attestors.includes(row.attestor))
      .sort((a, b) => attestors.indexOf(a.attestor) - attestors.indexOf(b.attestor))
      .map(({ attestor, signature }) => ({ attestor, signature }))
    return { quorum, number: height, hash, timestamp: fact.observedAt, digest, needed: k + 1, signatures }
  })
}

/** A peer that does not answer, or refuses, adds nothing. */
async function askPeers({ peers, accept }: GatherParameters, heights: number[]): Promise<void> {
  const answers = await Promise.allSettled(
    peers.map(async url => {
      const signal = AbortSignal.timeout(patienceMs)
      const response = await fetch(`${url}/v1/checkpoints/${heights.join(',')}?alone=1`, { signal })
      return PeerAnswer.parse(await response.json())
    }),
  )
  for (const answer of answers)
    if (answer.status === 'fulfilled') await acceptAttestations(accept, answer.value.attestations)
}
