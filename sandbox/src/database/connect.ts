import postgres from 'postgres'

/** The pool, or a transaction on it. */
export type Sql = postgres.Sql
export type Transaction = postgres.TransactionSql

/** Opens the pool. Amounts, times and sequence numbers come back as numbers: Stripe's JSON has them so, all below 2^53. */
export function connect(url: string): Sql {
  return postgres(url, {
    max: 10,
    onnotice: () => {},
    connection: { application_name: 'concordat-sandbox' },
    types: { bigint: { to: 20, from: [20], serialize: String, parse: Number } } as never,
  })
}
