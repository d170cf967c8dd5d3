import { processorName } from '@concordat/sdk/payments/processor.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Hex } from 'viem'
import type { Context } from '../../context.ts'
import { readBankMoney } from '../bank/money.ts'
import { type Connection, listConnections, processorOf, requireProcessor } from '../connections.ts'
import { currencyOf } from '../unit.ts'
import { type Cause, findCauses } from './causes.ts'
import { readBooked, readTotals, type Totals } from './chain.ts'
import { readMoney } from './money.ts'

/** A processor account in a currency, and the series of units that it backs. Amounts are in the currency's minor unit. */
export type Reconciliation = Totals & {
  business: Hex
  rail: Connection['rail']
  account: string
  currency: string
  series: (Totals & { asset: bigint; quorum: Hex })[]
  /** What the processor says it holds now, payouts under way included. */
  balance: bigint
  /** Balance and receivables, less units outstanding, in flight and reserve. */
  difference: bigint
  causes: Cause[]
}

type Series = { asset: bigint; quorum: Hex; currency: string }

/** PAYMENTS-1 of every connected account: processor balance + receivables = units outstanding + in flight + reserve. */
export async function reconcile(context: Context, business?: Hex): Promise<Reconciliation[]> {
  const found: Reconciliation[] = []
  for (const connection of await listConnections(context.sql, business)) {
    const series = await findSeries(context, connection)
    for (const currency of new Set(series.map(each => each.currency)))
      found.push(
        await reconcileAccount(context, connection, {
          currency,
          series: series.filter(each => each.currency === currency),
        }),
      )
  }
  return found
}

/** The units that are paid by the account: those of the business's agreements. */
async function findSeries({ sql, deployment, indexer }: Context, connection: Connection): Promise<Series[]> {
  const agreements = await sql<{ root: Hex; terms: Hex }[]>`
    select root, terms from agreements where business = ${connection.business} order by attached_at, root`
  const processor = processorName(processorOf(connection))
  const series = new Map<bigint, Series>()
  for (const { root, terms: bytes } of agreements) {
    const { money, rules } = decodeTerms(bytes)
    const { asset } = money
    if (series.has(asset)) continue
    const view = await indexer.getAgreement(root)
    for (const quorum of [rules.quorum, view?.asset.quorum ?? rules.quorum]) {
      const currency = currencyOf({ asset, quorum, processor, deployment })
      if (currency) series.set(asset, { asset, quorum, currency })
    }
  }
  return [...series.values()]
}

type Account = { currency: string; series: Series[] }

async function reconcileAccount(context: Context, connection: Connection, { currency, series }: Account) {
  const { business, rail, account } = connection
  // The chain first: money that moves meanwhile is then a cause of its own, and not the other way round.
  const totals = await Promise.all(
    series.map(async ({ asset, quorum }) => ({ asset, quorum, ...(await readTotals(context, asset)) })),
  )
  const booked = new Map<Hex, bigint>()
  for (const { asset } of series)
    for (const [reference, amount] of await readBooked(context, asset))
      booked.set(reference, (booked.get(reference) ?? 0n) + amount)
  const money =
    rail === 'bank'
      ? await readBankMoney(context, connection, currency)
      : await readMoney(requireProcessor(context.processors, account), currency)
  const rows = await listRowNames(context, business)
  const sum = (name: keyof Totals) => totals.reduce((all, each) => all + each[name], 0n)
  const sums = {
    outstanding: sum('outstanding'),
    inFlight: sum('inFlight'),
    receivables: sum('receivables'),
    reserve: sum('reserve'),
  }
  const difference = money.balance + sums.receivables - sums.outstanding - sums.inFlight - sums.reserve
  const causes = findCauses({ money, booked, rows, difference })
  return { business, rail, account, currency, series: totals, ...sums, balance: money.balance, difference, causes }
}

async function listRowNames({ sql }: Context, business: Hex): Promise<Set<string>> {
  const rows = await sql<{ name: string }[]>`
    select kind || ' ' || id as name from rows
    where business = ${business} and kind in ('payment', 'refund', 'dispute', 'payout')`
  return new Set(rows.map(({ name }) => name))
}
