import type { Sql } from 'postgres'
import type { PublicClient } from 'viem'

/** How the rows of a schema stand to the chain. */
export type Comparison = {
  /** The last block read; -1 when none was. */
  indexed: number
  /** The chain's head. */
  head: number
  /** The highest block read that the chain does not have, or has otherwise; undefined when all agree. */
  differsAt: number | undefined
  /** How many blocks from the last one read the disagreement reaches down. */
  depth: number
}

/** Compares block hashes at the last height read and at ever larger distances below it. */
export async function compareWithChain(sql: Sql, schema: string, client: PublicClient): Promise<Comparison> {
  const head = Number(await client.getBlockNumber({ cacheTime: 0 }))
  const blocks = await sampleBlocks(sql, schema)
  const indexed = blocks[0]?.number ?? -1
  const differing = await Promise.all(
    blocks.map(async ({ number, hash }) => (await hashAt(client, number)) !== hash && number),
  ).then(numbers => numbers.filter(number => number !== false))
  const lowest = differing.at(-1)
  return { indexed, head, differsAt: differing[0], depth: lowest === undefined ? 0 : indexed - lowest + 1 }
}

async function sampleBlocks(sql: Sql, schema: string): Promise<{ number: number; hash: string }[]> {
  const [exists] =
    await sql`select 1 from information_schema.tables where table_schema = ${schema} and table_name = 'block'`
  if (!exists) return []
  const [range] = await sql<{ first: number | null; last: number | null }[]>`
    select min(number) as first, max(number) as last from ${sql(schema)}.block`
  const { first, last } = { first: range?.first ?? null, last: range?.last ?? null }
  if (first === null || last === null) return []
  const numbers = [last]
  for (let back = 1; last - back > first; back *= 2) numbers.push(last - back)
  if (first !== last) numbers.push(first)
  return sql`select number, hash from ${sql(schema)}.block where number = any(${numbers}) order by number desc`
}

async function hashAt(client: PublicClient, number: number): Promise<string | null> {
  const block = await client.request({ method: 'eth_getBlockByNumber', params: [`0x${number.toString(16)}`, false] })
  return block?.hash ?? null
}
