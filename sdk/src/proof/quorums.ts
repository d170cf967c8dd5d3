import { type Address, getAddress, type Hex, hashTypedData } from 'viem'
import { quorumId } from '../ids.ts'
import { domainOf, rotationTypes } from '../typedData.ts'
import type { Bundle, BundleQuorum } from './bundle.ts'
import { demand, type Report } from './report.ts'
import { signerOf } from './signatures.ts'

/** A quorum as the bundle proves it. */
export type ProvenQuorum = {
  id: Hex
  k: number
  /** The members, first ones first; each later list was signed by the one before. */
  sets: Address[][]
}

/** That strictly more than k different members signed; answers who did, in the members' order. */
export function requireConfirmed(members: Address[], k: number, digest: Hex, signatures: readonly Hex[]): Address[] {
  const signers = signatures.map(signature => signerOf(digest, signature))
  for (const [i, signer] of signers.entries()) {
    demand(signer !== null && members.includes(signer), 'NotAMember', { signer: signer ?? '?' })
    demand(signers.indexOf(signer) === i, 'SignerTwice', { signer })
  }
  demand(signers.length > k, 'TooFewSigners', { given: signers.length, needed: k + 1 })
  return members.filter(member => signers.includes(member))
}

/** Whose members make a quorum: 1 <= k < n < 2(k+1), nobody twice. */
function requireMembers(members: Address[], k: number): void {
  demand(k < members.length && members.length < 2 * (k + 1), 'QuorumUnsound', { members: members.length, k })
  demand(new Set(members).size === members.length, 'QuorumUnsound', { members: members.length, k })
}

/** Checks the definitions: ids are hashes of the first members, and each rotation is signed by the members before it. */
export async function examineQuorums({ quorums, chain }: Bundle, report: Report): Promise<ProvenQuorum[]> {
  const proven: ProvenQuorum[] = []
  for (const quorum of quorums) {
    const { attestors, k, notice, rotations } = quorum
    const id = quorumId(attestors, k, notice)
    await report.need('quorum', id, () => {
      requireMembers(attestors, k)
      demand(!proven.some(known => known.id === id), 'QuorumTwice', { quorum: id })
      return { members: attestors.length, needed: k + 1, notice }
    })
    const sets = [attestors]
    for (const rotation of rotations)
      await report.need('rotation', id, () => {
        requireMembers(rotation.next, k)
        const digest = rotationDigest(id, rotation, chain)
        const signers = requireConfirmed(sets.at(-1) ?? [], k, digest, rotation.signatures)
        sets.push(rotation.next)
        return { round: rotation.round, signers: signers.length, members: rotation.next.length }
      })
    proven.push({ id, k, sets })
  }
  return proven
}

function rotationDigest(
  quorum: Hex,
  rotation: BundleQuorum['rotations'][number],
  { chainId, contracts }: Bundle['chain'],
) {
  return hashTypedData({
    domain: domainOf('Concordat Facts', chainId, getAddress(contracts.Facts)),
    types: rotationTypes,
    primaryType: 'Rotation',
    message: { quorum, round: BigInt(rotation.round), next: rotation.next },
  })
}
