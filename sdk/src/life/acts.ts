import { type Address, type Hex, hashTypedData } from 'viem'
import { topics, VALUE_TRUE, ZERO_HASH } from '../ids.ts'
import { domainOf, factTypes, terminationTypes } from '../typedData.ts'
import type { Fact } from '../types.ts'
import type { ActKind } from '../views.ts'

export type Chain = { chainId: number; contracts: { Splits: Address; Facts: Address } }

/** What a party signs to end an agreement now: the digest of the version in force. */
export function terminationTypedData(agreement: Hex, { chainId, contracts }: Chain) {
  return {
    domain: domainOf('Concordat Splits', chainId, contracts.Splits),
    types: terminationTypes,
    primaryType: 'Termination',
    message: { agreement },
  } as const
}

export type FreezeParameters = {
  kind: 'freeze' | 'resume'
  root: Hex
  /** The quorum of arbiters that the terms name. */
  arbiters: Hex
  /** How many such facts the agreement has used: `freezeRounds` of its standing. */
  round: number
  /** Unix seconds. */
  observedAt: number
  /** Last second the word counts, Unix seconds. */
  validUntil: number
}

/** The arbiters' word that stops or restarts an agreement's outflow. */
export function buildFreezeFact(parameters: FreezeParameters, { contracts }: Chain): Fact {
  const { kind, root, arbiters, round, observedAt, validUntil } = parameters
  return {
    quorum: arbiters,
    audience: contracts.Splits,
    topic: topics.freeze,
    subject: root,
    round: BigInt(round),
    value: kind === 'freeze' ? VALUE_TRUE : ZERO_HASH,
    observedAt,
    validUntil,
  }
}

/** What an arbiter signs. */
export function factTypedData(fact: Fact, { chainId, contracts }: Chain) {
  return {
    domain: domainOf('Concordat Facts', chainId, contracts.Facts),
    types: factTypes,
    primaryType: 'Fact',
    message: fact,
  } as const
}

/** What everyone asked signs for an act, by its hash. */
export function actHash(
  act: { kind: ActKind; digest: Hex; fact: Omit<FreezeParameters, 'kind'> | null },
  chain: Chain,
): Hex {
  const { kind, digest, fact } = act
  if (kind === 'terminate' || !fact) return hashTypedData(terminationTypedData(digest, chain))
  return hashTypedData(factTypedData(buildFreezeFact({ kind, ...fact }, chain), chain))
}
