import { listOrdered } from '../chain.ts'
import { openDatabase, type Sql } from '../databases.ts'
import type { RailsWorld } from './world.ts'

/** A step of the way, told by something that is counted: it is reached when there is more of it than before. */
export type Moment = { name: string; count: (sqls: Databases, world: RailsWorld) => Promise<number> }
export type Databases = { server: Sql; node: Sql; sandbox: Sql }
export type Kind = 'payment' | 'refund' | 'payout'

export function openDatabases(): Databases & { close: () => Promise<void> } {
  const sqls = { server: openDatabase('server'), node: openDatabase('node-1'), sandbox: openDatabase('sandbox') }
  return { ...sqls, close: async () => void (await Promise.all(Object.values(sqls).map(sql => sql.end()))) }
}

const one = async (rows: Promise<readonly { n: number }[]>) => (await rows)[0]?.n ?? 0

/** What every row goes through, once the server has written it. A payout has two: accepted, and then paid. */
const rowMoments = (row: string, round = 0): Moment[] => [
  {
    name: `the ${row} is written`,
    count: ({ server }, { business, seq }) =>
      one(server`
        select count(*)::int as n from rows where business = ${business.id} and rows.seq > ${seq} and round = ${round}`),
  },
  {
    name: `a node has read the ${row} at the processor`,
    count: ({ node }, { business, seq }) =>
      one(node`
        select count(*)::int as n from rows
        where business = ${business.id} and seq > ${seq} and round = ${round} and record is not null`),
  },
  {
    name: `a node has signed the ${row}`,
    count: ({ node }, { business, seq }) =>
      one(node`
        select count(*)::int as n from rows join decisions d using (business, seq) join attestations a on a.key = d.key
        where business = ${business.id} and rows.seq > ${seq} and round = ${round}
          and a.attestor = (select lower(value) from meta where name = 'address')`),
  },
  {
    name: `the ${row} is confirmed`,
    count: ({ node }, { business, seq }) =>
      one(node`
        select count(*)::int as n from rows join decisions d using (business, seq)
        where business = ${business.id} and rows.seq > ${seq} and round = ${round} and d.confirmed_at is not null`),
  },
  {
    name: `the chain has the ${row}`,
    count: ({ node }, { business, seq }) =>
      one(node`
        select count(*)::int as n from rows join decisions d using (business, seq) join effects e on e.effect = d.effect
        where business = ${business.id} and rows.seq > ${seq} and round = ${round}`),
  },
]

const atSandbox = (object: string): Moment => ({
  name: 'the processor has it',
  count: ({ sandbox }, { account }) =>
    one(sandbox`select count(*)::int as n from objects where account = ${account} and kind = ${object}`),
})

const told = (type: string): Moment => ({
  name: 'the server is told',
  count: ({ server }, { account }) =>
    one(server`
      select count(*)::int as n from processor_events where account = ${account} and type = ${type}`),
})

export const moments: Record<Kind, Moment[]> = {
  payment: [
    {
      name: 'the order is kept',
      count: ({ server }, { business }) =>
        one(server`select count(*)::int as n from checkouts where business = ${business.id}`),
    },
    atSandbox('charge'),
    told('payment_intent.succeeded'),
    ...rowMoments('row'),
    {
      name: 'it is divided',
      count: ({ node }, { root }) =>
        one(node`select count(*)::int as n from settlements where root = ${root} and kind = 'done'`),
    },
  ],
  refund: [
    {
      name: 'the order is kept',
      count: ({ server }, { business }) =>
        one(server`select count(*)::int as n from refund_orders where business = ${business.id}`),
    },
    atSandbox('refund'),
    ...rowMoments('row'),
  ],
  payout: [
    { name: 'the chain has the instruction', count: async () => (await listOrdered()).length },
    {
      name: 'the order is kept',
      count: ({ server }, { payoutAccount }) =>
        one(server`select count(*)::int as n from payout_orders where payout_account = ${payoutAccount}`),
    },
    atSandbox('payout'),
    told('payout.created'),
    ...rowMoments('row "accepted"'),
    {
      name: 'the money has arrived',
      count: ({ sandbox }, { account }) =>
        one(sandbox`
          select count(*)::int as n from objects
          where account = ${account} and kind = 'payout' and body ->> 'status' = 'paid'`),
    },
    ...rowMoments('row "paid"', 1),
  ],
}
