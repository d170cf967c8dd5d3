import type { Address, Hex } from 'viem'
import type { Quorums } from './facts/quorums.ts'
import type { PeerState } from './peers/exchange.ts'
import type { Refusals } from './peers/refusals.ts'

/** What a running node knows about itself, beside its database. */
export type NodeState = {
  name: string
  address: Address
  genesisHash: Hex
  quorums: Quorums
  refusals: Refusals
  peers: () => PeerState[]
  /** How many facts it decided, ever. */
  decided: () => number
  /** Whether it has read the chain up to the depth it acts on. */
  isCaughtUp: () => boolean
  /** What fails at present, as sentences. */
  failures: () => string[]
  /** Calls that the contracts refuse. */
  stuck: () => { task: string; code: string; message: string }[]
}
