import { readFileSync } from 'node:fs'
import { getAddress } from 'viem'
import { z } from 'zod'

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform(text => getAddress(text))

const Deployment = z.object({
  chainId: z.number().int(),
  genesisHash: z
    .string()
    .regex(/^0x[0-9a-f]{64}$/)
    .transform(text => text as `0x${string}`),
  contracts: z.object({ Ledger: address, Facts: address, Payments: address, Splits: address }),
  /** The block in which the contracts were deployed, or any before. */
  block: z.number().int().min(0).optional(),
})

/** The chain this server belongs to, and where its contracts are. */
export type Deployment = z.infer<typeof Deployment>

/** The chain id of the development chain: only there are wallets and the example offered. */
export const developmentChain = 31337

export function readDeployment(path: string): Deployment {
  return Deployment.parse(JSON.parse(readFileSync(path, 'utf8')))
}
