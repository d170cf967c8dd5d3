import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase } from '@concordat/cli/stack/database.ts'
import { removePostgresData, startPostgres } from '@concordat/cli/stack/postgres.ts'

export type TestDatabase = { url: string; folder: string; stop: () => Promise<void> }

/** A PostgreSQL of the test file's own, in a folder that goes with it. */
export async function startDatabase(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'concordat-server-'))
  // PostgreSQL runs as another user when the tests run as root.
  chmodSync(folder, 0o755)
  const dataDir = join(folder, 'postgres')
  const postgres = await startPostgres({ dataDir, port: await freePort() })
  await createDatabase(postgres.url('postgres'), 'server')
  return {
    url: postgres.url('server'),
    folder,
    stop: async () => {
      await postgres.stop()
      removePostgresData(dataDir)
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
