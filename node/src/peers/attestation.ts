import { isHex } from 'viem'
import { z } from 'zod'

const hash = z.custom<`0x${string}`>(value => isHex(value) && value.length === 66)
const address = z.custom<`0x${string}`>(value => isHex(value) && value.length === 42)
const time = z
  .number()
  .int()
  .min(0)
  .max(2 ** 40 - 1)

/** A fact that somebody signed, as nodes exchange it. */
export const Attestation = z.object({
  attestor: address.transform(text => text.toLowerCase() as `0x${string}`),
  digest: hash,
  /** 64 bytes (r, vs), ERC-2098. */
  signature: z.custom<`0x${string}`>(value => isHex(value) && value.length === 130),
  fact: z.object({
    quorum: hash,
    audience: address,
    topic: hash,
    subject: hash,
    round: z
      .string()
      .regex(/^\d{1,20}$/)
      .refine(text => BigInt(text) < 1n << 64n),
    value: hash,
    observedAt: time,
    validUntil: time,
  }),
})
export type Attestation = z.infer<typeof Attestation>

/** The most attestations in one message. */
export const ATTESTATIONS_MAX = 250
export const Attestations = z.object({ attestations: z.array(Attestation).max(ATTESTATIONS_MAX) })
export const AttestationsPage = z.object({
  attestations: z.array(Attestation).max(ATTESTATIONS_MAX),
  /** The last number of the page, to ask for the next with; null when there are no more. */
  next: z.number().nullable(),
})
