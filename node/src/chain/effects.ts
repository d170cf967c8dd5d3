import type { Hex } from 'viem'

// Names of what the chain does because of a fact. Anyone can create a quorum and confirm nonsense with it, so the name
// of a payment or refund holds whose word it is.

export const paymentEffect = (quorum: Hex, paymentKey: Hex) => `payment:${quorum}:${paymentKey}`
/** `id` is the Ledger id of the units, which names the quorum. */
export const refundEffect = (id: bigint, subject: Hex) => `refund:${id.toString(16)}:${subject}`
export const disputeEffect = (id: bigint, subject: Hex) => `dispute:${id.toString(16)}:${subject}`
export const wonEffect = (id: bigint, subject: Hex) => `won:${id.toString(16)}:${subject}`
export const releaseEffect = (id: bigint, paymentKey: Hex) => `release:${id.toString(16)}:${paymentKey}`
/** An instruction's id names its quorum. */
export const payoutEffect = (instruction: Hex, round: number) => `payout:${instruction}:${round}`
export const monthEffect = (root: Hex, month: number) => `month:${root}:${month}`
/** `clause` is the running number, monthly clauses first. */
export const lockEffect = (digest: Hex, clause: number) => `lock:${digest}:${clause}`
