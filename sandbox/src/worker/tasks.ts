import { viewBalance } from '../processor/balance/balance.ts'
import { expireSession } from '../processor/checkout/sessions.ts'
import { openDispute } from '../processor/disputes/settle.ts'
import { type Outcome, settle } from '../processor/payments/confirm.ts'
import { failPayout, type Step, sendPayout, settlePayout } from '../processor/payouts/settle.ts'
import { type Course, failRefund, fundWaiting, succeedRefund } from '../processor/refunds/settle.ts'
import { emit } from '../store/events.ts'
import { find } from '../store/objects.ts'
import type { Task, TaskKind } from '../store/tasks.ts'
import type { Scope } from '../world.ts'

type Work = (scope: Scope, subject: string, data: Task['data']) => Promise<unknown>

/** What each task does when its time has come. The data is what the sandbox itself wrote when it put the task off. */
export const work: Record<TaskKind, Work> = {
  settlePayment: async (scope, id, data) => {
    const intent = await find(scope, 'payment_intent', id)
    if (intent?.body.status === 'processing') await settle(scope, intent, data as Outcome)
  },
  openDispute: async (scope, charge, data) => {
    const { reason, inquiry } = data as { reason: string; inquiry: boolean }
    const stored = await find(scope, 'charge', charge)
    // A payment that was given back in the meantime leaves nothing to dispute.
    if (!stored || stored.body.disputed || stored.body.refunded) return
    await openDispute(scope, { charge, reason, inquiry })
  },
  settleRefund: (scope, id, data) => (data.fails ? failRefund(scope, id) : succeedRefund(scope, id)),
  failRefund: (scope, id) => failRefund(scope, id),
  fundRefund: (scope, id, data) => fundWaiting(scope, id, data as Course),
  sendPayout: (scope, id, data) => sendPayout(scope, id, data as Step),
  settlePayout: (scope, id, data) => settlePayout(scope, id, data as Step),
  returnPayout: (scope, id, data) => failPayout(scope, id, (data as { code?: string }).code),
  releaseBalance: async scope => emit(scope, 'balance.available', await viewBalance(scope)),
  expireSession: async (scope, id) => {
    const session = await find(scope, 'checkout.session', id)
    if (session?.body.status === 'open') await expireSession(scope, session)
  },
}
