import { readOrderMetadata } from '@concordat/sdk/payments/order.ts'
import { isAddress, isAddressEqual, type PublicClient, recoverAddress } from 'viem'

/** Checks whether a payer with a wallet signed the order that a payment carries: by key, or by the rule of a contract. */
export function createSignatureCheck(client: PublicClient) {
  return async (payer: string, metadata: Record<string, string>): Promise<boolean> => {
    const order = readOrderMetadata(metadata)
    if (!order?.signature || !isAddress(payer, { strict: false })) return false
    const { digest: hash, signature } = order
    const signer = await recoverAddress({ hash, signature }).catch(() => undefined)
    if (signer && isAddressEqual(signer, payer)) return true
    const code = await client.getCode({ address: payer })
    return code !== undefined && client.verifyHash({ address: payer, hash, signature })
  }
}
