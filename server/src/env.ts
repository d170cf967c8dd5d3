import { z } from 'zod'
import { Processors } from './rails/settings.ts'

const list = z
  .string()
  .default('')
  .transform(text =>
    text
      .split(',')
      .map(part => part.trim())
      .filter(part => part !== ''),
  )
  .pipe(z.array(z.url()))

const Env = z.object({
  /** Where to listen; 0 chooses a free port. */
  PORT: z.coerce.number().int().min(0).max(65_535),
  /** The address to listen on; behind a proxy that speaks TLS, loopback. */
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z.url(),
  RPC_URL: z.url(),
  INDEXER_URL: z.url(),
  /** The nodes' base URLs, separated by commas. */
  NODES: list,
  /** Path of the deployment's JSON file. */
  DEPLOYMENT: z.string().min(1),
  /** Folder of keys and, on the development chain, wallets. */
  STATE: z.string().min(1),
  PROCESSORS: Processors,
  /** Where mail is handed over, `smtp://user:password@host:port`; without it none is sent, on the development chain it is caught. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Who the mail is from. */
  MAIL_FROM: z.string().min(3).default('Concordat <alerts@localhost>'),
  /** Where people reach this server: what links in mail begin with. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Folder of the built web app; without it only the API is served. */
  WEB_DIST: z.string().min(1).optional(),
})

export type Env = z.infer<typeof Env>

/** The environment, checked once; throws with the names of the variables that are missing or wrong. */
export function parseEnv(environment: NodeJS.ProcessEnv): Env {
  const result = Env.safeParse(environment)
  if (result.success) return result.data
  const lines = result.error.issues.map(issue => `${String(issue.path[0])}: ${issue.message}`)
  throw new Error(`The environment is not complete.\n${lines.join('\n')}`)
}
