import { paymentsAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { currencyCode } from '@concordat/sdk/ids.ts'
import { agreementTypedData } from '@concordat/sdk/splits/terms/digest.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { DevWalletView } from '@concordat/sdk/views.ts'
import {
  type Account,
  type Address,
  createPublicClient,
  createWalletClient,
  type Hex,
  http,
  isAddressEqual,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { ApiError } from '../errors.ts'

export type SignAllParameters = {
  rpcUrl: string
  chainId: number
  splits: Address
  payments: Address
  agreement: Agreement
  digest: Hex
  /** What is shared: an ISO 4217 code, and the name of the processor account. */
  unit: { currency: string; processor: Hex }
  wallets: DevWalletView[]
  onProposed: () => void
}

/**
 * Proposes the terms and signs them, each party with its own key and in its own transaction; the last one concludes. What is
 * on the chain already is left out.
 */
export async function signAll(parameters: SignAllParameters): Promise<void> {
  const { rpcUrl, chainId, splits, payments, agreement, digest, unit, wallets, onProposed } = parameters
  const client = createPublicClient({ transport: http(rpcUrl), pollingInterval: 100 })
  const contract = { address: splits, abi: splitsAbi } as const
  const accounts = agreement.parties.map(party => accountOf(party.account, wallets))

  const send = async (
    account: Account,
    call: { address: Address; abi: unknown; functionName: string; args: unknown[] },
  ) => {
    const wallet = createWalletClient({ account, transport: http(rpcUrl) })
    const { request } = await client.simulateContract({ ...call, account } as never)
    const hash = await wallet.writeContract({ ...(request as object), chain: null } as never)
    const receipt = await client.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success')
      throw new ApiError(500, 'ExampleReverted', `The transaction ${hash} of the example was reverted.`)
  }

  const isInForce = async () =>
    (await client.readContract({ ...contract, functionName: 'currentOf', args: [digest] })) === digest
  if (await isInForce()) return
  const collected = await client.readContract({ ...contract, functionName: 'collectedOf', args: [digest] })
  const [first] = accounts
  if (!first) throw new ApiError(422, 'NoParties', 'The example names no parties.')
  const open = {
    address: payments,
    abi: paymentsAbi,
    functionName: 'open',
    args: [agreement.rules.quorum, currencyCode(unit.currency), unit.processor],
  }
  if (!collected.proposed) {
    // Names the unit, so that whoever signs reads "XTS" and not a number.
    await send(first, open)
    await send(first, { ...contract, functionName: 'propose', args: [agreement] })
  }
  onProposed()
  for (const [party, account] of accounts.entries()) {
    if ((collected.parties >> BigInt(party)) & 1n) continue
    const signature = await account.signTypedData(agreementTypedData(agreement, chainId, splits) as never)
    await send(account, { ...contract, functionName: 'sign', args: [agreement, BigInt(party), signature] })
  }
}

function accountOf(address: Address, wallets: DevWalletView[]) {
  const wallet = wallets.find(candidate => isAddressEqual(candidate.address, address))
  if (!wallet) throw new ApiError(409, 'WalletMissing', `No development wallet has the party's address ${address}.`)
  return privateKeyToAccount(wallet.privateKey)
}
