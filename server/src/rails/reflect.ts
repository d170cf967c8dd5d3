import type { Context } from '../context.ts'
import type { Connection } from './connections.ts'
import { observe, type Thing } from './observe.ts'
import { recordObserved } from './record.ts'

/** Writes how something stands at the processor now, without waiting for its event. Without an answer the event does it. */
export async function reflect(context: Context, connection: Connection, thing: Thing): Promise<void> {
  const { sql, hub } = context
  const { business } = connection
  try {
    const observed = await observe(context, connection, thing)
    const batch = observed && (await sql.begin(tx => recordObserved(tx, context, business, observed)))
    if (batch) hub.publish({ event: 'batch', data: { business, batch } })
  } catch (error) {
    console.error(`The ${thing.kind} ${thing.id} is read again with its event:`, String(error))
  }
}
