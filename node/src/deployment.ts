import { existsSync, readFileSync } from 'node:fs'
import { BaseError } from '@concordat/sdk/errors/base.ts'
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
  if (!existsSync(file))
    throw new BaseError('FileMissing', `There is no deployment file ${file}: ask the network for its own.`)
  const parsed = Deployment.safeParse(readJson(file))
  if (parsed.success) return parsed.data
  const fields = [...new Set(parsed.error.issues.map(({ path }) => path[0] ?? 'the whole file'))].join(', ')
  throw new BaseError(
    'FileUnreadable',
    `${file} is no deployment file: ${fields} missing or wrong. Use what \`concordat deploy\` wrote.`,
  )
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
