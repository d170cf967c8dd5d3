import { concat, type Hex, type PublicClient, type WalletClient, zeroHash } from 'viem'
import { factory, listContracts, listLibraries } from './contracts.ts'
import type { Deployment } from './deployment.ts'

export type DeployParameters = {
  /** Pays for the gas; must have an account. */
  wallet: WalletClient
  onProgress?: (message: string) => void
}

/**
 * Deploys what is missing and returns where everything is. Addresses depend on the code alone, so running it again, or
 * on another chain, gives the same result.
 */
export async function deploy(
  client: PublicClient,
  { wallet, onProgress = () => {} }: DeployParameters,
): Promise<Deployment> {
  if (!(await client.getCode({ address: factory })))
    throw new Error(
      `The chain lacks the CREATE2 factory at ${factory}: bring it there first, its transaction is public and signed for every chain.`,
    )

  const fromBlock = await client.getBlockNumber()
  for (const { name, address, initCode } of [...listLibraries(), ...listContracts()]) {
    if (await client.getCode({ address })) continue
    onProgress(name)
    const hash = await wallet.sendTransaction({
      account: wallet.account ?? null,
      chain: null,
      to: factory,
      data: concat([zeroHash, initCode]),
    })
    const receipt = await client.waitForTransactionReceipt({ hash, pollingInterval: 50 })
    if (receipt.status !== 'success' || !(await client.getCode({ address })))
      throw new Error(`${name} could not be deployed: transaction ${hash} did not leave code at ${address}.`)
  }
  const genesis = await client.getBlock({ blockNumber: 0n })
  return {
    chainId: await client.getChainId(),
    genesisHash: genesis.hash as Hex,
    block: Number(fromBlock),
    contracts: Object.fromEntries(
      listContracts().map(({ name, address }) => [name, address]),
    ) as Deployment['contracts'],
  }
}
