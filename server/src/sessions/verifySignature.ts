import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import { type Address, createPublicClient, type Hex, http, isAddressEqual, recoverAddress } from 'viem'
import { verifyHash } from 'viem/actions'

/** Whether the account signed the hash: with its key, or as a contract does (ERC-1271). */
export type VerifyHash = (account: Address, hash: Hex, signature: Hex) => Promise<boolean>

/** Asks the chain only where the key of the account did not sign; a chain that does not answer refuses nobody for good. */
export function createVerifyHash(rpcUrl: string): VerifyHash {
  const client = createPublicClient({ transport: http(rpcUrl, { retryCount: 1, timeout: 5_000 }) })
  return async (address, hash, signature) => {
    const signer = await recoverAddress({ hash, signature }).catch(() => null)
    if (signer && isAddressEqual(signer, address)) return true
    try {
      const code = await client.getCode({ address })
      return code !== undefined && (await verifyHash(client, { address, hash, signature }))
    } catch (cause) {
      throw new RetryableError('ChainUnreachable', 'The chain does not answer; try again shortly.', { cause })
    }
  }
}
