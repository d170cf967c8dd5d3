import type { Context } from 'ponder:registry'
import { posting } from 'ponder:schema'
import type { Position } from './position.ts'

type Posted = Omit<typeof posting.$inferInsert, 'order' | 'timestamp' | 'transaction'>

/** Keeps what changed what a processor account has to hold. */
export async function post(context: Context, posted: Posted, at: Position): Promise<void> {
  const { order, timestamp, transaction } = at
  await context.db.insert(posting).values({ ...posted, order, timestamp, transaction })
}
