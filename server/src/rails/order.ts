import { randomBytes } from 'node:crypto'
import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import { currencyCode, payerAccount } from '@concordat/sdk/ids.ts'
import { buildOrderMetadata, orderDigest, type PaymentOrder } from '@concordat/sdk/payments/order.ts'
import { createPublicClient, type Hex, http, isAddress, isAddressEqual, recoverAddress } from 'viem'
import type { Context } from '../context.ts'
import { ApiError } from '../errors.ts'
import type { Unit } from './unit.ts'

/** What a payer with a wallet signed beside what the request says. */
export type SignedOrder = { nonce: bigint; expiry: bigint; signature: Hex }

export type OrderParameters = {
  root: Hex
  amount: bigint
  payer: string
  purpose: string
  date: string
  signed: SignedOrder | undefined
  now: number
}

/** How long a page at the processor can be paid, in seconds: it takes no less than half an hour and no more than a day. */
const shortest = 1_800
const longest = 86_400 - 60

/** What travels with the payment, and until when it can be begun. A payer with a wallet must have signed it. */
export async function buildOrder(context: Context, unit: Unit, parameters: OrderParameters) {
  const { root, amount, payer, purpose, date, signed, now } = parameters
  const { chainId, contracts } = context.deployment
  const order: PaymentOrder = {
    payer: payerAccount(payer),
    payee: contracts.Splits,
    agreement: root,
    currency: currencyCode(unit.currency),
    amount,
    processor: unit.processor,
    purpose,
    nonce: signed?.nonce ?? BigInt(`0x${randomBytes(16).toString('hex')}`),
    expiry: signed?.expiry ?? BigInt(now + longest),
  }
  const digest = orderDigest(order, chainId, contracts.Payments)
  if (isAddress(payer, { strict: false })) await requireSigned(context, order, digest, signed)
  if (order.expiry < BigInt(now + shortest))
    throw new ApiError(422, 'OrderExpiresSoon', 'The order expires within half an hour; sign one that lasts longer.', {
      given: order.expiry,
      limit: now + shortest,
    })
  const expiresAt = Math.min(Number(order.expiry), now + longest)
  const signature = signed ? { signature: signed.signature } : {}
  return { metadata: buildOrderMetadata({ order, digest, payer, date, ...signature }), expiresAt }
}

async function requireSigned({ rpcUrl }: Context, order: PaymentOrder, hash: Hex, signed: SignedOrder | undefined) {
  const { payer: address } = order
  if (signed) {
    const { signature } = signed
    const signer = await recoverAddress({ hash, signature }).catch(() => undefined)
    if (signer && isAddressEqual(signer, address)) return
    const chain = createPublicClient({ transport: http(rpcUrl, { retryCount: 0 }) })
    // A chain that is silent is no answer about a contract's signature.
    const code = await chain.getCode({ address }).catch(cause => {
      throw new RetryableError('ChainUnreachable', 'The chain does not answer; try again shortly.', { cause })
    })
    if (code && (await chain.verifyHash({ address, hash, signature }))) return
  }
  throw new ApiError(422, 'OrderNotSigned', 'A payer with a wallet signs the order; sign exactly what is paid.', {
    payer: address,
    digest: hash,
  })
}
