import postgres from 'postgres'

export type Sql = postgres.Sql<{ bigint: number }>
export type Transaction = postgres.TransactionSql<{ bigint: number }>

/** Opens the node's database. Eight-byte integers are read as numbers: all stored ones stay below 2^53. */
export function openDatabase(url: string): Sql {
  return postgres(url, {
    max: 6,
    onnotice: () => {},
    types: { bigint: { to: 20, from: [20], serialize: String, parse: Number } },
  })
}

const lockId = 7_265_001

export type LockParameters = {
  url: string
  /** Called when the connection that holds the lock is lost: the process must end, another may take over. */
  onLost: () => void
  /** How long to wait for a predecessor that was just killed, in milliseconds. */
  waitMs?: number
}

/** Takes the database for this process: two nodes on one database would share one key. The lock ends with the connection. */
export async function lockDatabase({ url, onLost, waitMs = 10_000 }: LockParameters): Promise<() => Promise<void>> {
  let held = false
  const onclose = () => held && onLost()
  const sql = postgres(url, { max: 1, idle_timeout: 0, max_lifetime: null, onnotice: () => {}, onclose })
  const release = () => {
    held = false
    return sql.end({ timeout: 1 })
  }
  const deadline = Date.now() + waitMs
  while (!held) {
    const [row] = await sql<{ taken: boolean }[]>`select pg_try_advisory_lock(${lockId}) as taken`
    if (row?.taken) held = true
    else if (Date.now() > deadline) {
      await release()
      throw new Error('Another node runs on this database: stop it first.')
    } else await new Promise(resolve => setTimeout(resolve, 200))
  }
  return release
}
