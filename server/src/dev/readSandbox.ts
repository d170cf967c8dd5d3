import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const Sandbox = z.object({
  /** Where a browser finds its page. */
  url: z.url(),
  /** The accounts at it: one that the example's business connects, one for any other. */
  accounts: z.object({ chargingSite: z.string(), general: z.string() }),
})

export type SandboxFile = z.infer<typeof Sandbox>

/** The sandbox the development chain was started with; undefined where there is none. */
export function readSandbox(state: string): SandboxFile | undefined {
  const file = join(state, 'sandbox.json')
  return existsSync(file) ? Sandbox.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
}
