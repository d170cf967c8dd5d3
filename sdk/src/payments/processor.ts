import { encodeAbiParameters, type Hex, keccak256, stringToHex } from 'viem'
import { z } from 'zod'
import { externalId } from '../ids.ts'

/** The ways on which money comes in and goes out. */
export const Rail = z.enum(['stripe', 'bank'])
export type Rail = z.infer<typeof Rail>

const accounts = { stripe: /^acct_\w{1,60}$/, bank: /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/ }

/** Whether the text names an account on the rail: "acct_..." at Stripe, an IBAN in capitals without spaces at a bank. */
export const isAccount = ({ rail, account }: { rail: Rail; account: string }) => accounts[rail].test(account)
/** What is said of one that is none. */
export const noAccount = {
  error: 'is no account of its rail; write it like "acct_1a2b3c" or "DE89370400440532013000"',
  path: ['account'],
  params: { reason: 'ProcessorAccountInvalid' },
}

/** What a processor account withholds of each payment, and for how long. */
export const Reserve = z.object({
  /** In ten-thousandths of the payment, rounded down. */
  rateBps: z.int().min(1).max(10_000),
  /** In seconds after the units are issued. */
  duration: z
    .int()
    .min(1)
    .max(2 ** 32 - 1),
})

/** An account at a processor that receives and pays the money behind units. */
export const ProcessorAccount = z
  .object({ rail: Rail, account: z.string(), reserve: Reserve.optional() })
  .refine(isAccount, noAccount)

export type Reserve = z.infer<typeof Reserve>
export type ProcessorAccount = z.infer<typeof ProcessorAccount>
/** The hash that names an account at a processor. */
export function processorAccount(rail: Rail, account: string): Hex {
  return keccak256(
    encodeAbiParameters(
      [{ type: 'bytes32' }, { type: 'bytes32' }],
      [stringToHex(rail, { size: 32 }), externalId(account)],
    ),
  )
}

/**
 * The name of an account together with its reserve, as `declareReserve` computes it.
 * @param account The hash that names the account itself.
 */
export function withReserve(account: Hex, { rateBps, duration }: Reserve): Hex {
  return keccak256(
    encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint16' }, { type: 'uint32' }], [account, rateBps, duration]),
  )
}

/** The name on the chain: what receipts and series hold. */
export function processorName({ rail, account, reserve }: ProcessorAccount): Hex {
  const name = processorAccount(rail, account)
  return reserve ? withReserve(name, reserve) : name
}

/**
 * What a payee does not get yet of a payment.
 * @param amount In the currency's minor unit, as the answer.
 */
export function withheldOf(amount: bigint, reserve: Reserve | undefined): bigint {
  return reserve ? (amount * BigInt(reserve.rateBps)) / 10_000n : 0n
}
