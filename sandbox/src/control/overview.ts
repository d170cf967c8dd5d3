import type { Kind, Stored } from '../store/objects.ts'
import { listPlans, type Plan } from '../store/plans.ts'
import type { Outage, Settings } from '../store/settings.ts'
import { read, readWorld, type World } from '../world.ts'

/** The latest of each kind, of all accounts: what a person looks at. */
export const shownKinds = ['payment_intent', 'refund', 'dispute', 'payout', 'bank_account', 'webhook_endpoint'] as const

export type Waiting = { endpoint: string; open: number; error: string | null; status: number | null }

export type Overview = {
  settings: Settings
  outage: Outage | null
  plans: Plan[]
  accounts: { id: string; platform: string; name: string | null }[]
  objects: { [K in (typeof shownKinds)[number]]: Stored<K>[] }
  /** Webhooks that have not arrived, by endpoint. */
  waiting: Waiting[]
  /** What is to happen by itself, by object. */
  due: Record<string, number>
}

export async function readOverview(world: World, limit: number): Promise<Overview> {
  const anybody = { platform: '', account: '' }
  return read(world, anybody, async scope => {
    const { tx, now } = scope
    const { settings, outage } = await readWorld(tx, world.seed)
    const latest = async <K extends Kind>(kind: K) => {
      const rows = await tx`
        select seq, platform, account, kind, body, '{}'::json as hidden from objects where kind = ${kind}
        order by seq desc limit ${limit}`
      return rows as unknown as Stored<K>[]
    }
    const closed = await tx<{ id: string }[]>`
      select id from objects where kind = 'bank_account' and (hidden ->> 'closed')::boolean`
    const isClosed = new Set(closed.map(row => row.id))
    const banks = (await latest('bank_account')).map(bank => ({
      ...bank,
      hidden: { number: '', closed: isClosed.has(bank.body.id) },
    }))
    const tasks = await tx<
      { subject: string; due: number }[]
    >`select subject, min(due) as due from tasks group by subject`
    return {
      settings,
      outage: outage && outage.until > now ? outage : null,
      plans: await listPlans(scope),
      accounts: [
        ...(await tx<Overview['accounts']>`
          select id, platform, coalesce(body -> 'business_profile' ->> 'name', body ->> 'email') as name
          from objects where kind = 'account' order by seq desc limit 50`),
      ],
      objects: {
        payment_intent: await latest('payment_intent'),
        refund: await latest('refund'),
        dispute: await latest('dispute'),
        payout: await latest('payout'),
        bank_account: banks,
        webhook_endpoint: await latest('webhook_endpoint'),
      },
      waiting: [
        ...(await tx<Waiting[]>`
          select endpoint, count(*) as open, max(error) as error, max(status) as status
          from deliveries where delivered is null group by endpoint`),
      ],
      due: Object.fromEntries(tasks.map(({ subject, due }) => [subject, due])),
    }
  })
}
