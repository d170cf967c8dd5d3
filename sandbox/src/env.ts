import { z } from 'zod'

const platform = /^sk_test_\w+(,rk_test_\w+)*$/

const Env = z.object({
  /** Where to listen; 0 chooses a free port. */
  PORT: z.coerce.number().int().min(0).max(65_535),
  /** The address to listen on. Who reaches it may play the outside world, so loopback. */
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z.url(),
  /** One platform per word: its secret key, then the keys that may only read, separated by commas. */
  KEYS: z
    .string()
    .default('sk_test_concordat,rk_test_concordat')
    .transform(text => text.split(/\s+/).filter(word => word !== ''))
    .pipe(z.array(z.string().regex(platform, 'expected sk_test_...,rk_test_...')).min(1))
    .transform(words => words.map(word => word.split(','))),
  /** Where a browser finds the sandbox, for the links in its answers; the address it listens on otherwise. */
  PUBLIC_URL: z.url().optional(),
  /** With it, ids and secrets are the same in every run that asks the same in the same order. */
  SEED: z.string().min(1).optional(),
})

export type Env = z.infer<typeof Env>

/** The environment, checked once; throws with the names of the variables that are missing or wrong. */
export function parseEnv(environment: NodeJS.ProcessEnv): Env {
  const result = Env.safeParse(environment)
  if (result.success) return result.data
  const lines = result.error.issues.map(issue => `${String(issue.path[0])}: ${issue.message}`)
  throw new Error(`The environment is not complete.\n${lines.join('\n')}`)
}
