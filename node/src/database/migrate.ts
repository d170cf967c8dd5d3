import { join } from 'node:path'
import { migrate as migrateTables } from '@concordat/sdk/database/migrate.ts'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import { Refusal } from '../refusal.ts'
import type { Sql } from './open.ts'

/** Brings the node's tables up to this version; refuses those of a later one. */
export async function migrate(sql: Sql): Promise<void> {
  try {
    await migrateTables(sql, { folder: join(import.meta.dirname, 'migrations'), table: 'versions' })
  } catch (error) {
    if (error instanceof BaseError && error.code === 'LaterDatabase') throw new Refusal(error.code, error.shortMessage)
    throw error
  }
}
