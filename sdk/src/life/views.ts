import type { Address, Hex } from 'viem'

/** What the parties or the arbiters do with an agreement by signing together. */
export type ActKind = 'terminate' | 'freeze' | 'resume'

/** An act and who has signed it so far. `GET /api/agreements/:root/acts`. */
export type ActView = {
  kind: ActKind
  root: Hex
  /** The version in force, which the act is about. */
  digest: Hex
  /** What everybody signs: the hash of the typed data. */
  hash: Hex
  /** Set for the arbiters' word: what its fact says beside the agreement. */
  fact: { root: Hex; arbiters: Hex; round: number; observedAt: number; validUntil: number } | null
  /** How many of the signers must sign. */
  needed: number
  signers: { account: Address; signedAt: number | null }[]
  /** Once enough have signed: who, in the order of the signers, and with what, for anyone to carry it out. */
  signatures: { account: Address; signature: Hex }[] | null
}

export type ActsView = { acts: ActView[] }

/** An act that somebody signed and the account that asks can sign too, with the business of its agreement. `GET /api/acts`. */
export type BegunActView = ActView & { business: Hex }
