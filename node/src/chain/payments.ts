import type { Transaction } from '../database/open.ts'
import type { Event, Place } from './apply.ts'
import { releaseEffect } from './effects.ts'

type ArgsOf<Name extends Event['eventName']> = Extract<Event, { eventName: Name }>['args']

/** Keeps a payment of which something is withheld, with what its release needs. */
export async function withhold(
  sql: Transaction,
  { id, paymentKey, receipt }: ArgsOf<'PaymentIssued'>,
  { block }: Place,
  times: ReadonlyMap<number, number>,
): Promise<void> {
  const line = {
    effect: releaseEffect(id, paymentKey),
    receipt: sql.json({ ...receipt, amount: receipt.amount.toString() }),
    processor: receipt.processor,
    issued_at: times.get(block) ?? 0,
    block,
  }
  await sql`insert into withheld ${sql(line)} on conflict do nothing`
}

/** Keeps an order to pay. */
export async function instruct(
  sql: Transaction,
  { instruction, payoutKey, to, id, amount, sequence }: ArgsOf<'InstructionIssued'>,
  { block }: Place,
): Promise<void> {
  const line = {
    instruction,
    payout_key: payoutKey,
    account: sql.json({ ...to, minimum: to.minimum.toString() }),
    asset: id.toString(),
    amount: amount.toString(),
    sequence: Number(sequence),
    block,
  }
  await sql`insert into instructions ${sql(line)} on conflict do nothing`
}

const accepted = 2
const reversed = 5

/** The rounds that a report settles: one that was passed over can no longer be reported. */
export function roundsUpTo(state: number): number[] {
  if (state === accepted) return [0]
  return state === reversed ? [0, 1, 2] : [0, 1]
}
