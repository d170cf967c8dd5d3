import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import getPort from 'get-port'
import { removePostgresData, startPostgres } from '../src/stack/postgres.ts'

/**
 * Starts one PostgreSQL for all test files, each of which makes databases of its own on it: starting one takes longer than most
 * files. `TEST_DATABASE_URL` says where it is.
 */
export async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'concordat-test-'))
  // PostgreSQL runs as another user when the tests run as root.
  chmodSync(folder, 0o755)
  const dataDir = join(folder, 'postgres')
  const postgres = await startPostgres({ dataDir, port: await getPort({ host: '127.0.0.1' }), durable: false })
  process.env.TEST_DATABASE_URL = postgres.url('postgres')
  return async () => {
    await postgres.stop()
    removePostgresData(dataDir)
    rmSync(folder, { recursive: true, force: true })
  }
}
