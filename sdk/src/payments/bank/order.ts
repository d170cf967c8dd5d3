import type { Address, Hex } from 'viem'
import { orderDigest, type PaymentOrder } from '../order.ts'

/** A transfer can be begun whenever its payer likes. */
const noExpiry = 2n ** 256n - 1n

/** What a payer orders by a transfer that carries the order's reference: the digest that the reference follows from. */
export function bankOrderDigest(
  order: Omit<PaymentOrder, 'nonce' | 'expiry'> & { nonce: number },
  chainId: number,
  payments: Address,
): Hex {
  return orderDigest({ ...order, nonce: BigInt(order.nonce), expiry: noExpiry }, chainId, payments)
}
