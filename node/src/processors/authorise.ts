import { readOrderMetadata } from '@concordat/sdk/payments/order.ts'
import {
  AbiDecodingDataSizeTooSmallError,
  BaseError,
  ContractFunctionRevertedError,
  ContractFunctionZeroDataError,
  type Hex,
  isAddress,
  isAddressEqual,
  type PublicClient,
  parseAbi,
  recoverAddress,
} from 'viem'

const erc1271 = parseAbi(['function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)'])
const isGood: Hex = '0x1626ba7e'

/** Checks whether a payer with a wallet signed the order that a payment carries: by key, or by the rule of a contract. */
export function createSignatureCheck(client: PublicClient) {
  return async (payer: string, metadata: Record<string, string>): Promise<boolean> => {
    const order = readOrderMetadata(metadata)
    if (!order?.signature || !isAddress(payer, { strict: false })) return false
    const { digest, signature } = order
    const signer = await recoverAddress({ hash: digest, signature }).catch(() => undefined)
    if (signer && isAddressEqual(signer, payer)) return true
    const args = [digest, signature] as const
    const answer = await client
      .readContract({ address: payer, abi: erc1271, functionName: 'isValidSignature', args })
      .catch(noAnswer)
    return answer === isGood
  }
}

const refusals = [ContractFunctionRevertedError, ContractFunctionZeroDataError, AbiDecodingDataSizeTooSmallError]

/** A contract that refuses, or is none, is an answer; a chain that is silent is not. */
function noAnswer(error: unknown): undefined {
  const isRefusal = (cause: unknown) => refusals.some(kind => cause instanceof kind)
  if (!(error instanceof BaseError) || !error.walk(isRefusal)) throw error
}
