import { existsSync, readFileSync } from 'node:fs'
import { getAddress, isAddress } from 'viem'
import { z } from 'zod'

const hex = z.templateLiteral(['0x', z.string().regex(/^[0-9a-fA-F]+$/)])
const address = z
  .string()
  .refine(text => isAddress(text))
  .transform(text => getAddress(text))

/** Where the contracts of one chain are, as kept in `deployments/<chainId>.json`. */
export const Deployment = z.object({
  chainId: z.number().int(),
  genesisHash: hex,
  /** The block before the first deployment: indexers begin here. */
  block: z.number().int(),
  contracts: z.object({ Ledger: address, Facts: address, Payments: address, Splits: address }),
})
export type Deployment = z.infer<typeof Deployment>

/** The deployment kept in a file, or undefined when there is none. */
export function readDeployment(file: string): Deployment | undefined {
  return existsSync(file) ? Deployment.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}
