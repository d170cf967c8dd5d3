import type { BatchView } from '@concordat/sdk/views.ts'
import type { AttachedAgreement } from '../agreements/find.ts'
import type { Context } from '../context.ts'
import { holdBack } from '../events/holdBack.ts'
import { acceptLines } from './acceptLines.ts'
import { advanceBatch, findRepeated, type NewBatch, openBatch } from './batches.ts'
import type { SourceLine } from './readLine.ts'

/**
 * Takes a whole batch in one transaction: after a crash either all of it is there, with the answer, or nothing is, and
 * the same request does it then.
 */
export async function submitBatch(
  { sql, keys, hub }: Pick<Context, 'sql' | 'keys' | 'hub'>,
  batch: NewBatch,
  agreement: AttachedAgreement,
  lines: SourceLine[],
): Promise<BatchView> {
  const { later, release } = holdBack(hub)
  const view = await sql.begin(async tx => {
    const id = await openBatch(tx, batch)
    if (!id) return findRepeated(tx, batch)
    const result = await acceptLines(tx, keys, { business: batch.business, agreement, batch: id, hub: later }, lines)
    return advanceBatch(tx, id, { ...result, lines: lines.length, done: true })
  })
  if (!view) throw new Error('the batch of a request with the same key is gone')
  release()
  hub.publish({ event: 'batch', data: { business: batch.business, batch: view } })
  return view
}
