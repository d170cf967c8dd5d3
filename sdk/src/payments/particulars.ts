import canonicalize from 'canonicalize'
import { concat, type Hex, keccak256, stringToHex } from 'viem'
import { z } from 'zod'
import { Rail } from './processor.ts'

/** A receiving account outside the chain; only its salted hash is public. */
export const Particulars = z.object({
  rail: Rail,
  /** Who the account belongs to. */
  holder: z.string().trim().min(1).max(200),
  /** The IBAN, or the id of the bank account at the processor, for example "ba_...". */
  account: z.string().trim().min(1).max(100),
  /** 32 bytes that keep the account from being guessed. */
  salt: z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)]),
})
export type Particulars = z.infer<typeof Particulars>

/** The hash by which a payout account names its particulars: over the salt and their RFC 8785 JSON. */
export function particularsHash({ salt, rail, holder, account }: Particulars): Hex {
  return keccak256(concat([salt, stringToHex(canonicalize({ rail, holder, account }) as string)]))
}
