import { z } from 'zod'
import type { Scope } from '../world.ts'

/** A decision about the next payment, refund or payout, whosever it is. */
export const Plan = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('payment'),
    outcome: z.enum(['succeed', 'decline']),
    code: z.string().max(60).optional(),
    delay: z.coerce.number().min(0).max(86_400).optional(),
  }),
  z.object({
    kind: z.literal('refund'),
    outcome: z.enum(['succeed', 'fail']),
    delay: z.coerce.number().min(0).max(86_400).optional(),
  }),
  z.object({
    kind: z.literal('payout'),
    outcome: z.enum(['succeed', 'fail', 'return']),
    code: z.string().max(60).optional(),
    delay: z.coerce.number().min(0).max(86_400).optional(),
  }),
])
export type Plan = z.infer<typeof Plan>
export type PlanOf<K extends Plan['kind']> = Extract<Plan, { kind: K }>

export async function addPlan({ tx }: Scope, plan: Plan): Promise<void> {
  await tx`insert into plans ${tx({ kind: plan.kind, data: tx.json(plan) })}`
}

/** Takes the oldest decision about this kind, which is thereby used. */
export async function takePlan<K extends Plan['kind']>({ tx }: Scope, kind: K): Promise<PlanOf<K> | undefined> {
  const [row] = await tx<{ data: unknown }[]>`
    delete from plans where seq = (select min(seq) from plans where kind = ${kind}) returning data`
  return row && (Plan.parse(row.data) as PlanOf<K>)
}

export async function listPlans({ tx }: Scope): Promise<Plan[]> {
  const rows = await tx<{ data: unknown }[]>`select data from plans order by seq`
  return rows.map(row => Plan.parse(row.data))
}
