import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { writeJson } from '../state.ts'

const Keys = z.object({
  /** May do everything at the sandbox: the server's. */
  secret: z.string(),
  /** May read only, one for each node. */
  readers: z.array(z.string()),
  /** The webhook endpoint of each account, with the secret that the sandbox showed once. */
  webhooks: z.record(z.string(), z.object({ id: z.string(), secret: z.string() })),
})

export type SandboxKeys = z.infer<typeof Keys>

const fileIn = (state: string) => join(state, 'keys', 'sandbox.json')
const newKey = (kind: 'sk' | 'rk') => `${kind}_test_${randomBytes(16).toString('hex')}`

/** The keys to the sandbox, made the first time. */
export function sandboxKeys(state: string, nodeCount: number): SandboxKeys {
  const file = fileIn(state)
  if (existsSync(file)) return Keys.parse(JSON.parse(readFileSync(file, 'utf8')))
  const keys = { secret: newKey('sk'), readers: Array.from({ length: nodeCount }, () => newKey('rk')), webhooks: {} }
  keepSandboxKeys(state, keys)
  return keys
}

export function keepSandboxKeys(state: string, keys: SandboxKeys): void {
  writeJson(fileIn(state), keys, 0o600)
}
