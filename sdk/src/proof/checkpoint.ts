import { type Address, type Hex, keccak256, stringToHex, zeroAddress } from 'viem'
import type { Fact } from '../types.ts'

/** The topic of checkpoints: no contract uses it. */
export const CHECKPOINT_TOPIC = keccak256(stringToHex('concordat.checkpoint'))

export type CheckpointParameters = {
  quorum: Hex
  /** The hash of the chain's first block. */
  genesisHash: Hex
  number: bigint
  hash: Hex
  /** The block's time, Unix seconds. */
  timestamp: number
}

/** The fact that a block of that number has that hash. */
export function checkpointFact({ quorum, genesisHash, number, hash, timestamp }: CheckpointParameters): Fact {
  return {
    quorum,
    audience: zeroAddress,
    topic: CHECKPOINT_TOPIC,
    subject: genesisHash,
    round: number,
    value: hash,
    observedAt: timestamp,
    validUntil: 0,
  }
}

/** A checkpoint as a node serves it: `GET /v1/checkpoints/<number>,...`. */
export type CheckpointView = {
  quorum: Hex
  number: number
  hash: Hex
  timestamp: number
  digest: Hex
  /** Confirmations needed: one more than the preset number k. */
  needed: number
  /** 64 bytes (r, vs) each. */
  signatures: { attestor: Address; signature: Hex }[]
}

/** What a node answers about checkpoints. */
export type CheckpointsView = { checkpoints: CheckpointView[] }

/** The most blocks that can be asked for at once. */
export const CHECKPOINTS_MAX = 50
