import { db } from 'ponder:api'
import { asset } from 'ponder:schema'
import { ledgerAbi } from '@concordat/sdk/generated/abi.ts'
import { splitLedgerId } from '@concordat/sdk/ids.ts'
import type { AssetView } from '@concordat/sdk/views.ts'
import { Hono } from 'hono'
import { gt, inArray } from 'ponder'
import { getAddress } from 'viem'
import { client, deployment } from './chain.ts'
import { ApiError } from './errors.ts'
import { parseAsset, parsePage } from './parse.ts'

type Row = typeof asset.$inferSelect
type Names = { symbol: string; decimals: number }

const known = new Map<bigint, Names & { isGiven: boolean; until: number }>()
/** How long, in milliseconds, the chain is not asked again for names it did not give. */
const patience = 60_000

/** What an asset calls itself, read from the chain once. A token without a name gets the end of its address. */
async function readNames({ id, currency }: Pick<Row, 'id' | 'currency'>): Promise<Names> {
  const cached = known.get(id)
  // Since it was opened, a currency unit has the name that it lacked before.
  const isOutdated = cached && !cached.isGiven && currency !== null
  if (cached && cached.until > Date.now() && !isOutdated) return { symbol: cached.symbol, decimals: cached.decimals }
  const call = { abi: ledgerAbi, address: deployment.contracts.Ledger, args: [id] } as const
  const [symbol, decimals] = await Promise.allSettled([
    client.readContract({ ...call, functionName: 'symbol' }),
    client.readContract({ ...call, functionName: 'decimals' }),
  ])
  const given = symbol.status === 'fulfilled' ? cleanSymbol(symbol.value) : ''
  const names = {
    symbol: given || splitLedgerId(id).issuer.slice(-6),
    decimals: decimals.status === 'fulfilled' ? decimals.value : 0,
  }
  // A currency unit has no name before anybody opened it.
  const isGiven = given !== '' && decimals.status === 'fulfilled'
  known.set(id, { ...names, isGiven, until: isGiven ? Number.POSITIVE_INFINITY : Date.now() + patience })
  return names
}

/** A symbol is anyone's text: printable characters only, and few of them. */
function cleanSymbol(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '')
    .trim()
    .slice(0, 16)
}

async function viewAsset(row: Row): Promise<AssetView> {
  return {
    id: String(row.id),
    ...(await readNames(row)),
    kind: row.kind,
    issuer: getAddress(row.issuer),
    quorum: row.quorum,
    supply: String(row.supply),
  }
}

/** The views of some assets, by id. An asset that terms name before any unit exists has none outstanding. */
export async function viewAssets(ids: bigint[]): Promise<(id: bigint) => AssetView> {
  const unique = [...new Set(ids)]
  const rows = unique.length > 0 ? await db.select().from(asset).where(inArray(asset.id, unique)) : []
  const views = new Map<bigint, AssetView>()
  for (const id of unique) {
    const { series, issuer } = splitLedgerId(id)
    const kind = series === 0n ? 'erc20' : issuer === deployment.contracts.Payments ? 'currency' : 'issued'
    const none: Row = { id, issuer, kind, quorum: null, currency: null, supply: 0n }
    views.set(id, await viewAsset(rows.find(row => row.id === id) ?? none))
  }
  return id => views.get(id) as AssetView
}

export const assets = new Hono()
  .get('/', async context => {
    const { limit } = parsePage({ limit: context.req.query('limit') ?? '50' })
    const cursor = context.req.query('cursor')
    const rows = await db
      .select()
      .from(asset)
      .where(cursor === undefined ? undefined : gt(asset.id, parseAsset(cursor)))
      .orderBy(asset.id)
      .limit(limit + 1)
    const views = await Promise.all(rows.slice(0, limit).map(viewAsset))
    return context.json({ assets: views, next: rows.length > limit ? (views.at(-1)?.id ?? null) : null })
  })
  .get('/:id', async context => {
    const id = parseAsset(context.req.param('id'))
    const [row] = await db
      .select()
      .from(asset)
      .where(inArray(asset.id, [id]))
    if (!row) throw new ApiError(404, 'AssetUnknown', `No units of asset ${id} were ever issued or deposited.`)
    return context.json(await viewAsset(row))
  })
