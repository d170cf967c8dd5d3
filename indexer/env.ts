import { readFileSync } from 'node:fs'
import { getAddress, isAddress, isHex } from 'viem'
import { z } from 'zod'

const Env = z.object({
  RPC_URL: z.url().default('http://127.0.0.1:8545'),
  DATABASE_URL: z.string().min(1),
  /** What the names of the schemas begin with; the running child gets the full name. */
  DATABASE_SCHEMA: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,31}$/)
    .default('idx'),
  /** Path of the deployment's JSON. */
  DEPLOYMENT: z.string().min(1),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(1).max(65535).default(4100),
})

export type Env = z.infer<typeof Env>

/** The settings of this process; throws with the variable's name. */
export function readEnv(): Env {
  const parsed = Env.safeParse(process.env)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The indexer's settings are incomplete: ${issues.join('; ')}.`)
}

const hash = z
  .string()
  .refine(text => isHex(text))
  .transform(text => text.toLowerCase() as `0x${string}`)
const address = z
  .string()
  .refine(text => isAddress(text, { strict: false }))
  .transform(text => getAddress(text))

const Deployment = z.object({
  chainId: z.number().int(),
  genesisHash: hash,
  /** The first block that can hold events. */
  block: z.number().int().nonnegative(),
  contracts: z.object({ Ledger: address, Facts: address, Payments: address, Splits: address }),
})

export type Deployment = z.infer<typeof Deployment>

/** Where the contracts are, from the file that the deployment wrote. */
export function readDeployment(path: string): Deployment {
  return Deployment.parse(JSON.parse(readFileSync(path, 'utf8')))
}
