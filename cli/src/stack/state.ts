import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** The project's own folder. */
export const projectDir = fileURLToPath(new URL('../../..', import.meta.url))

/** Where everything that runs on this machine is kept: `CONCORDAT_STATE`, or `.concordat` in the project. */
export function stateDir(): string {
  return resolve(process.env.CONCORDAT_STATE ?? join(projectDir, '.concordat'))
}

const hex = z.templateLiteral(['0x', z.string().regex(/^[0-9a-fA-F]+$/)])
const Ports = z.object({
  chain: z.number(),
  database: z.number(),
  indexer: z.number(),
  server: z.number(),
  nodes: z.array(z.number()),
  /** A stack of before there was one begins to have it here. */
  sandbox: z.number().default(4242),
})
const Stack = z.object({
  chainId: z.number(),
  genesisHash: hex,
  url: z.string(),
  rpcUrl: z.string(),
  deployment: z.string(),
  quorum: hex,
  arbiters: hex,
  pid: z.number(),
  ports: Ports,
})

export type Ports = z.infer<typeof Ports>
/** What runs, for every command that talks to it. */
export type Stack = z.infer<typeof Stack>

/** The running (or last) stack of this state folder, or undefined before the first start. */
export function readStack(state = stateDir()): Stack | undefined {
  const file = join(state, 'stack.json')
  return existsSync(file) ? Stack.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}

/** Writes a JSON file so that a crash leaves the old or the new one, never half of one. */
export function writeJson(file: string, value: unknown, mode = 0o644): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode })
  renameSync(`${file}.new`, file)
}
