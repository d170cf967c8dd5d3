import { currencyCode } from '@concordat/sdk/ids.ts'
import { orderTypedData } from '@concordat/sdk/payments/order.ts'
import { processorName } from '@concordat/sdk/payments/processor.ts'
import { bytesToBigInt, type Hex } from 'viem'
import { useActor } from '../../lib/actor.tsx'
import { useChain } from '../../lib/chain.tsx'
import type { AgreementRail } from '../../lib/rails/rail.ts'
import { nowSeconds } from '../../lib/waiting.ts'

export type SignedOrder = { nonce: string; expiry: string; signature: Hex }

/** A processor's page lives for a day at most. */
const lifetime = 86_000

/** Lets the acting wallet authorise exactly one payment: this amount, to this agreement, for this purpose. */
export function useSignOrder(rail: AgreementRail) {
  const { signer } = useActor()
  const { chainId, contracts } = useChain()
  return async (amount: bigint, purpose: string): Promise<SignedOrder> => {
    const by = await signer()
    const nonce = bytesToBigInt(crypto.getRandomValues(new Uint8Array(16)))
    const expiry = BigInt(nowSeconds() + lifetime)
    const order = {
      payer: by.account.address,
      payee: contracts.Splits,
      agreement: rail.agreement,
      currency: currencyCode(rail.currency),
      amount,
      processor: processorName(rail.processor),
      purpose,
      nonce,
      expiry,
    }
    const signature = await by.signTypedData(orderTypedData(order, chainId, contracts.Payments))
    return { nonce: nonce.toString(), expiry: expiry.toString(), signature }
  }
}
