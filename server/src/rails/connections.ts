import { ProcessorAccount, type Rail, type Reserve } from '@concordat/sdk/payments/processor.ts'
import type { Hex } from 'viem'
import type { Context } from '../context.ts'
import type { Sql, Transaction } from '../database/connect.ts'
import { ApiError } from '../errors.ts'
import { requireIban } from './bank/transferable.ts'
import type { Limits } from './limits.ts'
import type { Processor, Processors } from './processor.ts'
import { requireUnnamed } from './reserve.ts'

/** A business's account at a processor. */
export type Connection = {
  business: Hex
  rail: Rail
  account: string
  reserve: Reserve | null
  limits: Limits
}

const columns = ['business', 'rail', 'account', 'reserve', 'limits'] as const

type Connecting = Pick<Context, 'sql' | 'processors' | 'indexer' | 'deployment'>

/** What is asked of an account: its reserve stays where none is given, null is none. */
export type GivenConnection = Omit<Connection, 'reserve'> & { reserve?: Reserve | null | undefined }

/** Connects an account to a business, or changes its limits; its reserve too, which is part of its name, while no terms name it. */
export async function connectAccount(context: Connecting, given: GivenConnection): Promise<Connection> {
  const { sql, processors } = context
  const { business, rail, account, limits } = given
  if (rail === 'stripe') requireProcessor(processors, account, business)
  if (rail === 'bank') requireIban(account)
  return sql.begin(async tx => {
    await tx`
      insert into connections (business, rail, account, reserve, limits)
      values (${business}, ${rail}, ${account}, ${jsonOf(tx, given.reserve)}, ${tx.json(limits as never)})
      on conflict (rail, account) do nothing`
    const [before] = await tx<Connection[]>`
      select ${tx(columns)} from connections where rail = ${rail} and account = ${account} for no key update`
    if (before?.business !== business)
      throw new ApiError(409, 'AccountConnected', `${rail} ${account} is connected already, with another business.`, {
        rail,
        account,
      })
    const { reserve = before.reserve } = given
    if (!isSame(before.reserve, reserve)) await requireUnnamed(context, before)
    await tx`
      update connections set limits = ${tx.json(limits as never)}, reserve = ${jsonOf(tx, reserve)}
      where rail = ${rail} and account = ${account}`
    return { business, rail, account, reserve, limits }
  })
}

const jsonOf = (tx: Transaction, reserve: Reserve | null | undefined) => (reserve ? tx.json(reserve) : null)

const isSame = (one: Reserve | null, other: Reserve | null) =>
  one?.rateBps === other?.rateBps && one?.duration === other?.duration

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
