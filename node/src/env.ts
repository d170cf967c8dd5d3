import { BaseError } from '@concordat/sdk/errors/base.ts'
import { z } from 'zod'
import { Processors } from './processors/settings.ts'

const list = z
  .string()
  .default('')
  .transform(text => text.split(',').map(item => item.trim().replace(/\/$/, '')))
  .transform(items => items.filter(item => item !== ''))
  .pipe(z.array(z.url()))
const milliseconds = (standard: number) => z.coerce.number().int().positive().default(standard)

/** The variables a node is started with. */
export const Env = z.object({
  NODE_NAME: z.string().min(1),
  /** JSON-RPC endpoint of the node's own chain client. */
  RPC_URL: z.url(),
  /** The node's own database. */
  DATABASE_URL: z.url(),
  /** Path of the deployment file. */
  DEPLOYMENT: z.string().min(1),
  /** Path of the file that holds the node's private key, hex. */
  KEY_FILE: z.string().min(1),
  PORT: z.coerce.number().int().min(0).max(65_535),
  HOST: z.string().default('127.0.0.1'),
  /** Addresses of the other attestors' nodes. */
  PEERS: list,
  /** Addresses of the business systems to read. */
  SOURCES: list,
  /** Accounts at processors that rows can name, as JSON: `[{ "rail": "stripe", "account": "acct_...", "key": "rk_..." }]`. */
  PROCESSORS: Processors,
  /** How many blocks deep an event must be; `finalized` follows the engine's own finality. */
  DEPTH: z.union([z.literal('finalized'), z.coerce.number().int().min(0)]).optional(),
  /** How often sources and chain are asked, in milliseconds. */
  POLL_MS: milliseconds(300),
  /**
   * How long a node that is not first in line waits before it submits in another's place, in milliseconds: longer than a
   * block takes to reach DEPTH. 4,000 on the development chain, else 60,000.
   */
  TAKEOVER_MS: z.coerce.number().int().positive().optional(),
  /** How long receipts are collected before a settlement is sent, in milliseconds. */
  SETTLE_MS: milliseconds(2_000),
  /** Every how many blocks the node signs a block's hash. */
  CHECKPOINT_EVERY: z.coerce.number().int().positive().default(64),
  /** Whether the node closes overdue months by the terms' default quantities. */
  KEEPER_DEFAULT_CLOSE: z.stringbool().default(false),
})
export type Env = z.infer<typeof Env>

/** The parsed environment; throws an error that names each variable that is missing or wrong. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const parsed = Env.safeParse(variables)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = String(path[0])
    return variables[name] === undefined ? `${name} is missing` : `${name} is "${variables[name]}": ${message}`
  })
  throw new BaseError(
    'SettingsUnreadable',
    `${problems.join('. ')}. Set them, or start with --env-file and the node.env of \`concordat node init\`.`,
  )
}
