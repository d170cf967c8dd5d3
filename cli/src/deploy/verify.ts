import type { Address, PublicClient } from 'viem'
import { type ContractName, listContracts } from './contracts.ts'
import type { Deployment } from './deployment.ts'

export type ContractStatus = {
  name: ContractName
  /** Where this build would be. */
  address: Address
  /** `same`: what is deployed is this build; `different`: the deployment uses another build's address; `missing`: no code. */
  status: 'same' | 'different' | 'missing'
}

/**
 * Compares the code on the chain with this build. An address is the hash of the creation code, so code at this build's
 * address can only be this build's.
 */
export async function verifyContracts(client: PublicClient, deployment: Deployment): Promise<ContractStatus[]> {
  return Promise.all(
    listContracts().map(async ({ name, address }) => {
      const code = await client.getCode({ address: deployment.contracts[name] })
      const status = !code ? 'missing' : deployment.contracts[name] === address ? 'same' : 'different'
      return { name, address, status } as const
    }),
  )
}
