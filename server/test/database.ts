import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase, dropDatabase } from '@concordat/cli/stack/database.ts'

export type TestDatabase = { url: string; folder: string; stop: () => Promise<void> }

/** A database of the test's own, and a folder that goes with it. */
export async function startDatabase(of = 'server'): Promise<TestDatabase> {
  const admin = String(process.env.TEST_DATABASE_URL)
  const name = `${of}_${randomBytes(8).toString('hex')}`
  await createDatabase(admin, name)
  const folder = mkdtempSync(join(tmpdir(), `concordat-${of}-`))
  return {
    url: new URL(`/${name}`, admin).toString(),
    folder,
    stop: async () => {
      await dropDatabase(admin, name)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
