import { type Address, type Hex, hashTypedData } from 'viem'
import { z } from 'zod'
import { domainOf, paymentOrderTypes } from '../typedData.ts'

/** What a payer authorises: this amount, to this agreement, for this purpose, once. */
export type PaymentOrder = {
  payer: Address
  /** The contract that is paid. */
  payee: Address
  /** The root of the agreement that is paid. */
  agreement: Hex
  /** ISO 4217 code, ASCII, left-aligned: `currencyCode`. */
  currency: Hex
  /** In the currency's minor unit. */
  amount: bigint
  /** The processor account's name: `processorName`. */
  processor: Hex
  purpose: string
  /** Any number; one payment uses it up. */
  nonce: bigint
  /** The last second at which the payment can be begun, Unix seconds. */
  expiry: bigint
}

/** The order as a wallet shows and signs it. */
export function orderTypedData(message: PaymentOrder, chainId: number, payments: Address) {
  const domain = domainOf('Concordat Payments', chainId, payments)
  return { domain, types: paymentOrderTypes, primaryType: 'PaymentOrder', message } as const
}

/** What a payer signs: the EIP-712 digest of an order. */
export function orderDigest(order: PaymentOrder, chainId: number, payments: Address): Hex {
  return hashTypedData(orderTypedData(order, chainId, payments))
}

/** The most characters that a processor keeps under one name. */
const longest = 500
const parts = ['signature', 'signature2', 'signature3', 'signature4'] as const

export type OrderMetadataParameters = {
  order: PaymentOrder
  /** What `orderDigest` gives. */
  digest: Hex
  /** Who pays, as the row names them: an address, or any name of somebody without a wallet. */
  payer: string
  /** The business date, YYYY-MM-DD. */
  date: string
  /** The payer's signature over the order, when the payer has a wallet. */
  signature?: Hex
}

/** What travels with a payment at the processor, by which nodes tell that the payer wanted this very payment. */
export function buildOrderMetadata(parameters: OrderMetadataParameters): Record<string, string> {
  const { order, digest, payer, date, signature = '' } = parameters
  const { agreement, purpose, nonce, expiry } = order
  const signed = parts.map((name, i) => [name, signature.slice(i * longest, (i + 1) * longest)] as const)
  return {
    order: digest,
    agreement,
    payer,
    purpose,
    date,
    nonce: nonce.toString(),
    expiry: expiry.toString(),
    ...Object.fromEntries(signed.filter(([, part]) => part !== '')),
  }
}

const whole = z
  .string()
  .regex(/^\d{1,78}$/)
  .transform(BigInt)
  .refine(value => value < 1n << 256n)
const bytes = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]+$/i)])
const hash = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]{64}$/)])
const Order = z.object({ order: hash, nonce: whole, expiry: whole })

/** The signed part of what `buildOrderMetadata` gave; undefined where a payment carries none, or none that can be read. */
export function readOrderMetadata(metadata: Readonly<Record<string, string>>) {
  const parsed = Order.safeParse(metadata)
  if (!parsed.success) return undefined
  const { order: digest, nonce, expiry } = parsed.data
  const signature = bytes.safeParse(parts.map(name => metadata[name] ?? '').join('')).data
  return { digest, nonce, expiry, signature }
}
