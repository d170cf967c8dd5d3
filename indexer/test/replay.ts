import { ledgerAbi } from '@concordat/sdk/generated/abi.ts'
import type { AccountView, AssetView, EntriesView, EntryView } from '@concordat/sdk/views.ts'
import postgres from 'postgres'
import { type Address, getAddress } from 'viem'
import { get, type Stack } from './startStack.ts'

/** Every account the chain has named in a transfer, read from the chain itself. */
async function listAccounts({ client, contracts }: Stack): Promise<{ accounts: Address[]; ids: bigint[] }> {
  const logs = await client.getContractEvents({
    abi: ledgerAbi,
    address: contracts.Ledger,
    eventName: 'Transfer',
    fromBlock: 0n,
  })
  const accounts = logs.flatMap(({ args }) => [args.from, args.to]).filter(account => account !== undefined)
  const ids = logs.map(({ args }) => args.id).filter(id => id !== undefined)
  return { accounts: [...new Set(accounts)].filter(account => BigInt(account) !== 0n), ids: [...new Set(ids)] }
}

/** The whole statement of an account, oldest first, read page by page. */
export async function listEntries(stack: Stack, account: Address, limit = 7): Promise<EntryView[]> {
  const entries: EntryView[] = []
  for (let cursor = ''; ; ) {
    const page = await get<EntriesView>(
      stack,
      `accounts/${account}/entries?limit=${limit}${cursor && `&cursor=${cursor}`}`,
    )
    entries.push(...page.entries)
    if (page.next === null) return entries.reverse()
    cursor = page.next
  }
}

/**
 * Holds every balance the indexer shows against the chain, now and after every block of the past.
 * @returns How many balances were compared.
 */
export async function compareWithChain(stack: Stack): Promise<number> {
  const { client, contracts } = stack
  const { accounts, ids } = await listAccounts(stack)
  const head = Number(await client.getBlockNumber({ cacheTime: 0 }))
  const balanceAt = (account: Address, id: bigint, block: number) =>
    client.readContract({
      abi: ledgerAbi,
      address: contracts.Ledger,
      functionName: 'balanceOf',
      args: [account, id],
      blockNumber: BigInt(block),
    })
  let compared = 0
  for (const account of accounts) {
    const entries = await listEntries(stack, account)
    const shown = await get<AccountView>(stack, `accounts/${account}`)
    for (const id of ids) {
      const own = entries.filter(entry => entry.asset === String(id))
      // Balances change in the blocks of entries alone: each of these, the one before and the last are enough for all.
      const blocks = [...new Set([...own.flatMap(({ block }) => [block - 1, block]), head])]
      const onChain = await Promise.all(blocks.map(block => balanceAt(account, id, block)))
      for (const [i, block] of blocks.entries()) {
        const last = own.findLast(entry => entry.block <= block)
        const indexed = last?.balanceAfter ?? '0'
        if (indexed !== String(onChain[i]))
          throw new Error(`${account} holds ${onChain[i]} of ${id} at block ${block}; the indexer says ${indexed}.`)
        compared++
      }
      const running = own.reduce((sum, entry) => sum + BigInt(entry.amount), 0n)
      const balance = shown.balances.find(({ asset }) => asset.id === String(id))?.amount ?? '0'
      if (balance !== String(running) || balance !== String(onChain.at(-1)))
        throw new Error(
          `${account} holds ${onChain.at(-1)} of ${id}; its entries add up to ${running}, its balance says ${balance}.`,
        )
    }
  }
  await compareSupplies(stack, ids)
  return compared
}

async function compareSupplies(stack: Stack, ids: bigint[]): Promise<void> {
  const { client, contracts } = stack
  const { assets } = await get<{ assets: AssetView[] }>(stack, 'assets')
  for (const id of ids) {
    const supply = await client.readContract({
      abi: ledgerAbi,
      address: contracts.Ledger,
      functionName: 'totalSupply',
      args: [id],
    })
    const shown = assets.find(asset => asset.id === String(id))?.supply
    if (shown !== String(supply)) throw new Error(`${supply} of ${id} are outstanding; the indexer says ${shown}.`)
  }
}

/** The schemas that indexers have left in the database. */
export async function listSchemas({ databaseUrl }: Stack): Promise<string[]> {
  const sql = postgres(databaseUrl, { max: 1 })
  const rows = await sql<
    { name: string }[]
  >`select nspname as name from pg_namespace where nspname like 'idx%' order by nspname`
  await sql.end()
  return rows.map(({ name }) => name)
}

export const sameAddress = (one: string, other: string) => getAddress(one) === getAddress(other)
