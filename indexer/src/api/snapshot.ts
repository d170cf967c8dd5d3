import { db } from 'ponder:api'

export type Reader = Pick<typeof db, 'select'>

// Ponder's type leaves it out because of writes, which this database user's session refuses.
type WithTransactions = {
  transaction: <T>(
    read: (reader: Reader) => Promise<T>,
    options: { isolationLevel: 'repeatable read'; accessMode: 'read only' },
  ) => Promise<T>
}

/** Reads several tables as of one block: the rows of a block are committed together. */
export function readSnapshot<T>(read: (reader: Reader) => Promise<T>): Promise<T> {
  const options = { isolationLevel: 'repeatable read', accessMode: 'read only' } as const
  return (db as unknown as WithTransactions).transaction(read, options)
}
