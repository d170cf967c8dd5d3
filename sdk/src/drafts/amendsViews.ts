// What the server answers about drafts that change an agreement, and about what became of proposed terms.

import type { Address, Hex } from 'viem'
import { z } from 'zod'
import type { SplitsTermsFile } from '../splits/terms/file.ts'

const hex = z.custom<Hex>(value => typeof value === 'string' && /^0x[0-9a-f]*$/.test(value))
const address = z.custom<Address>(value => typeof value === 'string' && /^0x[0-9a-fA-F]{40}$/.test(value))
const time = z.number()

/** Which terms a draft changes. */
export const AmendsSummary = z.object({
  /** The agreement. */
  root: hex,
  /** Digest of the version the draft was begun from. */
  digest: hex,
})
export type AmendsSummary = z.infer<typeof AmendsSummary>

/** The same with all a reader needs to compare and to check. */
export const AmendsView = AmendsSummary.extend({
  /** Which version the draft would be, counted from one. */
  version: z.number(),
  /** The terms of `digest`, `abi.encode(Agreement)`. */
  terms: hex,
  /** The same as a file, with every clause going on: what the draft began with. */
  base: z.custom<SplitsTermsFile>(value => typeof value === 'object' && value !== null),
  /** `overtaken` when another version is in force by now, `ended` when the agreement is over; `unknown` while nobody can say. */
  standing: z.enum(['open', 'overtaken', 'ended', 'unknown']),
})
export type AmendsView = z.infer<typeof AmendsView>

/** Why proposed terms will not take effect. */
export const EndView = z.object({
  kind: z.enum(['declined', 'expired', 'overtaken', 'ended']),
  /** Who declined, and why. */
  account: address.nullable(),
  reason: z.string(),
  at: time.nullable(),
})
export type EndView = z.infer<typeof EndView>
