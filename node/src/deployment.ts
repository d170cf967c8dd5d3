import { readFileSync } from 'node:fs'
import { type Address, getAddress, isAddress } from 'viem'
import { z } from 'zod'

const address = z
  .string()
  .refine(text => isAddress(text))
  .transform(text => getAddress(text))

const Deployment = z.object({
  chainId: z.number().int(),
  genesisHash: z.templateLiteral(['0x', z.string().regex(/^[0-9a-fA-F]{64}$/)]),
  block: z.number().int(),
  contracts: z.object({ Ledger: address, Facts: address, Payments: address, Splits: address }),
})
/** Where the contracts are, on which chain, and the block before the first of them. */
export type Deployment = z.infer<typeof Deployment>
export type Contracts = Record<keyof Deployment['contracts'], Address>

export function readDeployment(file: string): Deployment {
  return Deployment.parse(JSON.parse(readFileSync(file, 'utf8')))
}
