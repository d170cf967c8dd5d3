import { join } from 'node:path'
import { migrate as migrateTables } from '@concordat/sdk/database/migrate.ts'
import type { Sql } from './connect.ts'

/** Brings the sandbox's tables up to this version. */
export function migrate(sql: Sql): Promise<void> {
  return migrateTables(sql, { folder: join(import.meta.dirname, 'migrations'), table: 'sandbox_migrations' })
}
