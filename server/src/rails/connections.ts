import { ProcessorAccount, type Rail, type Reserve } from '@concordat/sdk/payments/processor.ts'
import type { Hex } from 'viem'
import type { Sql } from '../database/connect.ts'
import { ApiError } from '../errors.ts'
import { requireIban } from './bank/transferable.ts'
import type { Limits } from './limits.ts'
import type { Processor, Processors } from './processor.ts'

/** A business's account at a processor. */
export type Connection = {
  business: Hex
  rail: Rail
  account: string
  reserve: Reserve | null
  limits: Limits
}

const columns = ['business', 'rail', 'account', 'reserve', 'limits'] as const

/** Connects an account to a business, or changes its limits. What terms name, the account and its reserve, stays as it is. */
export async function connectAccount(sql: Sql, processors: Processors, connection: Connection): Promise<Connection> {
  const { business, rail, account, reserve, limits } = connection
  if (rail === 'stripe') requireProcessor(processors, account, business)
  if (rail === 'bank') requireIban(account)
  const [row] = await sql<Connection[]>`
    insert into connections (business, rail, account, reserve, limits)
    values (${business}, ${rail}, ${account}, ${reserve === null ? null : sql.json(reserve)}, ${sql.json(limits as never)})
    on conflict (rail, account) do update set limits = excluded.limits
    where connections.business = excluded.business and connections.reserve is not distinct from excluded.reserve
    returning ${sql(columns)}`
  if (!row)
    throw new ApiError(
      409,
      'AccountConnected',
      `${rail} ${account} is connected already, with another business or reserve.`,
      {
        rail,
        account,
      },
    )
  return row
}

export function listConnections(sql: Sql, business?: Hex): Promise<Connection[]> {
  return sql<Connection[]>`
    select ${sql(columns)} from connections ${business ? sql`where business = ${business}` : sql``} order by created_at, account`
}

/** The processor behind an account; throws when the server was not told how to reach it, or for whom. */
export function requireProcessor(processors: Processors, account: string, business?: Hex): Processor {
  const processor = processors.get(account)
  if (processor && (!business || !processor.business || processor.business === business)) return processor
  throw new ApiError(422, 'AccountNotServed', `This server cannot act for ${account}; its operator has to add it.`, {
    account,
  })
}

/** The account as rows name it. */
export function processorOf({ rail, account, reserve }: Connection): ProcessorAccount {
  return ProcessorAccount.parse({ rail, account, ...(reserve ? { reserve } : {}) })
}
