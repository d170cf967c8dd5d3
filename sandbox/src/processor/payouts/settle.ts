import type Stripe from 'stripe'
import { invalid } from '../../http/error.ts'
import { emit } from '../../store/events.ts'
import { move } from '../../store/movements.ts'
import { change, find, get, idOf } from '../../store/objects.ts'
import { drop, later } from '../../store/tasks.ts'
import type { Scope } from '../../world.ts'
import { failureOf } from '../accounts/bankNumbers.ts'

/** How a payout is to end. */
export type Ending = { outcome: 'succeed' | 'fail' | 'return'; code?: string }

/** The step's data as it was put off. */
export type Step = { delay: number; ending?: Ending | undefined }

const sentences: Record<string, string> = {
  account_closed: 'The bank account has been closed.',
  account_frozen: 'The bank account has been frozen.',
  could_not_process: 'The bank could not process this payout.',
  debit_not_authorized: 'Debit transactions are not approved on the bank account.',
  declined: 'The bank has declined this payout.',
  insufficient_funds: 'The balance does not cover this payout.',
  invalid_account_number: 'The bank account number is invalid.',
  invalid_currency: 'The bank cannot take payouts in this currency.',
  no_account: 'There is no bank account with these details.',
}

/** Why payouts fail, as the API names it. */
export const failureCodes = Object.keys(sentences)

/** The payout is handed to the bank. */
export async function sendPayout(scope: Scope, id: string, step: Step): Promise<Stripe.Payout> {
  const payout = await get(scope, 'payout', id, 'payout')
  if (payout.body.status !== 'pending') throw invalid(`The payout ${id} is ${payout.body.status}, not pending.`)
  await drop(scope, id)
  const sent = await change(scope, payout, { status: 'in_transit', trace_id: { status: 'pending', value: null } })
  await emit(scope, 'payout.updated', sent.body, payout.body)
  await later(scope, 'settlePayout', id, step.delay, step)
  return sent.body
}

/** The bank answers: as planned, or as this account is known for. */
export async function settlePayout(scope: Scope, id: string, { delay, ending }: Step): Promise<Stripe.Payout> {
  const payout = await get(scope, 'payout', id, 'payout')
  const bank = await find(scope, 'bank_account', idOf(payout.body.destination) ?? '')
  const known: Ending = bank?.hidden.closed
    ? { outcome: 'fail', code: 'account_closed' }
    : failureOf(bank?.hidden.number ?? '')
  const { outcome, code } = ending ?? known
  if (outcome === 'fail') return failPayout(scope, id, code)
  const paid = await completePayout(scope, id)
  if (outcome === 'return') await later(scope, 'returnPayout', id, delay, code ? { code } : {})
  return paid
}

/** The money has arrived. */
export async function completePayout(scope: Scope, id: string): Promise<Stripe.Payout> {
  const payout = await get(scope, 'payout', id, 'payout')
  const { status } = payout.body
  if (status !== 'pending' && status !== 'in_transit') throw invalid(`The payout ${id} is ${status} already.`)
  await drop(scope, id)
  const trace = { status: 'supported', value: `SANDBOX${id.slice(3, 13).toUpperCase()}` }
  const paid = await change(scope, payout, { status: 'paid', trace_id: trace })
  await emit(scope, 'payout.paid', paid.body, payout.body)
  return paid.body
}

/** The money has not arrived, or, of a payout that was paid, has come back. */
export async function failPayout(scope: Scope, id: string, given?: string): Promise<Stripe.Payout> {
  const payout = await get(scope, 'payout', id, 'payout')
  const { status, destination } = payout.body
  if (!['pending', 'in_transit', 'paid'].includes(status)) throw invalid(`The payout ${id} is ${status} already.`)
  const code = given ?? 'could_not_process'
  const message = sentences[code]
  if (message === undefined)
    throw invalid(`No payout fails with ${code}; expected one of ${failureCodes.join(', ')}.`, { param: 'code' })
  await drop(scope, id)
  const failed = await change(scope, payout, {
    failure_balance_transaction: await giveBack(scope, payout.body, 'payout_failure'),
    failure_code: code,
    failure_message: message,
    status: 'failed',
  })
  await emit(scope, 'payout.failed', failed.body, payout.body)
  const bank = await find(scope, 'bank_account', idOf(destination) ?? '')
  if (bank && bank.body.status !== 'errored') {
    const errored = await change(scope, bank, { status: 'errored' })
    await emit(scope, 'account.external_account.updated', errored.body, bank.body)
  }
  return failed.body
}

/** Puts the money of a payout back into the balance. */
export function giveBack(scope: Scope, payout: Stripe.Payout, type: 'payout_cancel' | 'payout_failure') {
  const { amount, currency, id } = payout
  const description = 'SANDBOX PAYOUT'
  return move(scope, { amount, currency, type, category: 'payout_reversal', source: id, description })
}
