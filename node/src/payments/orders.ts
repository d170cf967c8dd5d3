import type { Sql } from '../database/open.ts'
import type { ProcessorRecord } from '../processors/record.ts'
import type { DecidableRow } from '../rows/decideRows.ts'

/** The order a payment carries, or undefined. */
const orderIn = (record: ProcessorRecord | null) => (record?.kind === 'payment' ? record.metadata.order : undefined)

/** Which payment used which order; kept up to date while rows are decided. */
export async function readOrders(sql: Sql, rows: DecidableRow[]) {
  const orders = rows.flatMap(({ record }) => orderIn(record) ?? [])
  const used = orders.length === 0 ? [] : await listUsed(sql, orders)
  const payments = new Map(used.map(({ order, id }) => [order, id]))

  return {
    /** Another payment that used the order before, if any did. */
    usedBy: (id: string, record: ProcessorRecord | null): string | undefined => {
      const first = payments.get(orderIn(record) ?? '')
      return first === id ? undefined : first
    },
    /** Notes a payment that was found true. */
    note: (id: string, record: ProcessorRecord | null): void => {
      const order = orderIn(record)
      if (order !== undefined) payments.set(order, id)
    },
  }
}

function listUsed(sql: Sql, orders: string[]) {
  return sql<{ order: string; id: string }[]>`
    select record -> 'metadata' ->> 'order' as order, identity as id from rows
    where kind = 'payment' and record is not null and state = 'accepted'
    and record -> 'metadata' ->> 'order' = any(${orders})`
}
