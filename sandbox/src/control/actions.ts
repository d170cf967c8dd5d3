import { z } from 'zod'
import { invalid, missing } from '../http/error.ts'
import { closeDispute, openDispute } from '../processor/disputes/settle.ts'
import { declinedFor, putOff, settle } from '../processor/payments/confirm.ts'
import { completePayout, failPayout, sendPayout } from '../processor/payouts/settle.ts'
import { failRefund, succeedRefund } from '../processor/refunds/settle.ts'
import { emit } from '../store/events.ts'
import { change, changeHidden, get, idOf } from '../store/objects.ts'
import type { Scope } from '../world.ts'

type Action = { take: (scope: Scope, id: string, given: unknown) => Promise<object> }

function action<Given>(
  schema: z.ZodType<Given>,
  run: (scope: Scope, id: string, given: Given) => Promise<object>,
): Action {
  return { take: (scope, id, given) => run(scope, id, schema.parse(given)) }
}

const nothing = z.object({})
const code = z.object({ code: z.string().max(60).optional() })
const optionalAmount = z
  .literal('')
  .transform(() => undefined)
  .or(z.coerce.number().int().min(1))
  .optional()

async function paymentInProcessing(scope: Scope, id: string) {
  const intent = await get(scope, 'payment_intent', id, 'intent')
  if (intent.body.status !== 'processing') throw invalid(`The payment ${id} is ${intent.body.status}, not processing.`)
  return intent
}

async function chargeOf(scope: Scope, id: string): Promise<string> {
  if (!id.startsWith('pi_')) return id
  const intent = await get(scope, 'payment_intent', id, 'intent')
  return idOf(intent.body.latest_charge) ?? id
}

async function setClosed(scope: Scope, id: string, closed: boolean): Promise<object> {
  const bank = await get(scope, 'bank_account', id)
  await changeHidden(scope, bank, { ...bank.hidden, closed })
  // Closing shows only at the next payout, as with a real bank; opening again is somebody giving new details.
  if (closed || bank.body.status === 'new') return { ...bank.body, closed }
  const opened = await change(scope, bank, { status: 'new' })
  await emit(scope, 'account.external_account.updated', opened.body, bank.body)
  return { ...opened.body, closed }
}

/** What a person can do to one thing: `noun/verb`. */
export const actions: Record<string, Action> = {
  'payments/proceed': action(nothing, async (scope, id) => {
    return (await settle(scope, await paymentInProcessing(scope, id), await putOff(scope, id))).body
  }),
  'payments/succeed': action(nothing, async (scope, id) => {
    return (await settle(scope, await paymentInProcessing(scope, id), { ok: true })).body
  }),
  'payments/decline': action(code, async (scope, id, { code }) => {
    return (await settle(scope, await paymentInProcessing(scope, id), declinedFor(code || undefined))).body
  }),
  'payments/dispute': action(
    z.object({
      amount: optionalAmount,
      inquiry: z.stringbool().or(z.boolean()).optional(),
      reason: z.string().max(60).default('fraudulent'),
    }),
    async (scope, id, given) => openDispute(scope, { ...given, charge: await chargeOf(scope, id) }),
  ),
  'refunds/succeed': action(nothing, succeedRefund),
  'refunds/fail': action(code, (scope, id, { code }) => failRefund(scope, id, code || undefined)),
  'disputes/win': action(nothing, (scope, id) => closeDispute(scope, id, 'won')),
  'disputes/lose': action(nothing, (scope, id) => closeDispute(scope, id, 'lost')),
  'payouts/complete': action(nothing, async (scope, id) => {
    const { status } = (await get(scope, 'payout', id, 'payout')).body
    if (status === 'pending') await sendPayout(scope, id, { delay: 0 })
    return completePayout(scope, id)
  }),
  'payouts/fail': action(code, async (scope, id, { code }) => {
    const { status } = (await get(scope, 'payout', id, 'payout')).body
    if (status === 'paid') throw invalid(`The payout ${id} is paid; it can only be returned.`)
    return failPayout(scope, id, code || undefined)
  }),
  'payouts/return': action(code, async (scope, id, { code }) => {
    const { status } = (await get(scope, 'payout', id, 'payout')).body
    if (status !== 'paid') throw invalid(`The payout ${id} is ${status}; only a paid one can be returned.`)
    return failPayout(scope, id, code || 'account_closed')
  }),
  'bank_accounts/close': action(nothing, (scope, id) => setClosed(scope, id, true)),
  'bank_accounts/reopen': action(nothing, (scope, id) => setClosed(scope, id, false)),
  'events/resend': action(nothing, async (scope, id) => {
    const { body } = await get(scope, 'event', id)
    const rows =
      await scope.tx`update deliveries set delivered = null, due = ${scope.now} where event = ${id} returning seq`
    if (rows.length === 0) throw missing('endpoint for event', id)
    return body
  }),
}
