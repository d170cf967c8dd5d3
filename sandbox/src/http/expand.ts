import { viewObject } from '../processor/view.ts'
import { type Movement, viewMovement } from '../store/movements.ts'
import type { Kind, Stored } from '../store/objects.ts'
import type { Scope } from '../world.ts'
import { invalid } from './error.ts'

const deepest = 4

// Fields the sandbox never fills are listed too: expanding nothing gives nothing, as at Stripe.
const fields: Record<string, string[]> = {
  balance_transaction: ['source'],
  bank_account: ['account', 'customer'],
  charge: [
    ...['application', 'application_fee', 'balance_transaction', 'customer', 'failure_balance_transaction'],
    ...['on_behalf_of', 'payment_intent', 'refunds', 'review', 'source_transfer', 'transfer'],
  ],
  'checkout.session': ['customer', 'line_items', 'payment_intent', 'setup_intent', 'subscription'],
  dispute: ['charge', 'payment_intent'],
  payment_intent: ['application', 'customer', 'latest_charge', 'on_behalf_of', 'payment_method', 'review'],
  payment_method: ['customer'],
  payout: ['application_fee', 'balance_transaction', 'destination', 'failure_balance_transaction', 'original_payout'],
  refund: [
    ...['balance_transaction', 'charge', 'customer', 'failure_balance_transaction', 'payment_intent', 'payment_method'],
    ...['source_transfer_reversal', 'transfer_reversal'],
  ],
  transfer: ['balance_transaction', 'destination', 'destination_payment', 'source_transaction'],
  transfer_reversal: ['balance_transaction', 'destination_payment_refund', 'source_refund', 'transfer'],
}

type Node = Record<string, unknown>

/** Replaces ids in the answer by the objects they name, for each of the paths. */
export async function expand(scope: Scope, answer: object, paths: string[]): Promise<object> {
  const copy: Node = structuredClone(answer) as Node
  for (const path of paths) {
    const steps = path.split('.')
    if (steps.filter(step => step !== 'data').length > deepest)
      throw invalid(`More than ${deepest} levels cannot be expanded: ${path}.`, { param: 'expand' })
    await walk(scope, copy, steps, path)
  }
  return copy
}

async function walk(scope: Scope, node: Node, [step, ...rest]: string[], path: string): Promise<void> {
  if (step === undefined) return
  if (node.object === 'list' && step === 'data') {
    for (const item of node.data as Node[]) await walk(scope, item, rest, path)
    return
  }
  const isList = typeof node[step] === 'object' && (node[step] as Node | null)?.object === 'list'
  if (!isList && !fields[String(node.object)]?.includes(step))
    throw invalid(`This property cannot be expanded (${path}).`, { param: 'expand' })
  if (typeof node[step] === 'string') node[step] = (await load(scope, node[step])) ?? node[step]
  if (node[step] === undefined) node[step] = await include(scope, node, step)
  const next = node[step]
  if (typeof next === 'object' && next !== null) await walk(scope, next as Node, rest, path)
}

/** The object of that id, of this account or of another below the same platform. */
async function load(scope: Scope, id: string): Promise<object | undefined> {
  const { tx, platform, now } = scope
  if (id.startsWith('txn_')) {
    const [movement] = await tx<Movement[]>`
      select * from movements where id = ${id}
        and account in (select id from objects where kind = 'account' and platform = ${platform})`
    return movement && viewMovement(movement, now)
  }
  const [stored] = await tx`
    select seq, platform, account, kind, body, hidden from objects where id = ${id} and platform = ${platform}`
  return stored && viewObject(scope, stored as unknown as Stored<Kind>)
}

/** Lists that are only shown when asked for. */
async function include(scope: Scope, node: Node, step: string): Promise<object | null> {
  const { tx, platform } = scope
  const id = String(node.id)
  if (step === 'line_items') {
    const [stored] = await tx<Stored<'checkout.session'>[]>`
      select hidden from objects where id = ${id} and platform = ${platform}`
    const data = stored?.hidden.lines ?? []
    return { object: 'list', data, has_more: false, url: `/v1/checkout/sessions/${id}/line_items` }
  }
  if (step === 'refunds') {
    const rows = await tx<Stored<'refund'>[]>`
      select body from objects where kind = 'refund' and body ->> 'charge' = ${id} and platform = ${platform}
      order by seq desc limit 10`
    return { object: 'list', data: rows.map(row => row.body), has_more: false, url: `/v1/charges/${id}/refunds` }
  }
  return null
}
