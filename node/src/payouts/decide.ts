import { reportHash } from '@concordat/sdk/facts.ts'
import { currencyCode, externalId, topics } from '@concordat/sdk/ids.ts'
import { endToEndIdOf } from '@concordat/sdk/payments/bank/references.ts'
import { particularsHash } from '@concordat/sdk/payments/particulars.ts'
import { processorName } from '@concordat/sdk/payments/processor.ts'
import { observedAtOf } from '@concordat/sdk/rows/booking.ts'
import { payoutEffect } from '../chain/effects.ts'
import { answer, type Decision, type Objection } from '../facts/decision.ts'
import { readAmount } from '../payments/decide.ts'
import { findRecord } from '../processors/agree.ts'
import type { Instruction, PayoutContext, RowOf } from '../rows/context.ts'
import { objectToUnmade } from './unmade.ts'

/** The fact's round, which follows from what it says. */
const roundOf = { accepted: 0, paid: 1, failed: 1, reversed: 2 } as const

/** Whether an instruction has become what the row says, and the fact it makes. Depends on nothing but its arguments. */
export function decidePayout(row: RowOf<'payout'>, context: PayoutContext): Decision {
  const { standing, contracts, instruction } = context
  const { instruction: subject, state, evidence } = row.data
  const objection =
    objectToRow(row, context) ?? (instruction ? objectTo(row, instruction, context) : { wait: 'InstructionUnknown' })
  if (objection || !instruction) return answer('payout', subject, objection ?? { wait: 'InstructionUnknown' })

  const { account, sequence } = instruction
  return {
    status: 'fact',
    topic: 'payout',
    fact: {
      quorum: account.quorum,
      audience: contracts.Payments,
      topic: topics.payout,
      subject,
      round: BigInt(row.round),
      value: reportHash(state, externalId(evidence)),
      observedAt: observedAtOf(row.date, standing.terms.rules.period.utcOffsetMinutes),
      validUntil: 0,
    },
    payload: { account: { ...account, minimum: account.minimum.toString() }, sequence, state, evidence },
    effect: payoutEffect(subject, row.round),
    ...(state === 'reversed' ? { requires: payoutEffect(subject, 1) } : {}),
  }
}

function objectToRow(row: RowOf<'payout'>, { standing }: PayoutContext): Objection | undefined {
  const { business } = standing.terms.rules
  if (row.business !== business) return { code: 'AnotherBusiness', args: { given: row.business, expected: business } }
  const expected = roundOf[row.data.state]
  if (row.round === expected) return undefined
  return { code: 'RoundOfNothing', args: { kind: 'payout', given: row.round, expected } }
}

function objectTo(row: RowOf<'payout'>, instruction: Instruction, context: PayoutContext): Objection | undefined {
  const { data } = row
  const { account, asset } = instruction
  const differs = (field: string, given: unknown, expected: unknown): Objection => ({
    code: 'InstructionDiffers',
    args: { field, given, expected },
  })
  if (asset !== context.standing.terms.money.asset) return { code: 'UnitsDiffer', args: {} }
  const amount = readAmount(data.amount, data.currency)
  if (amount !== instruction.amount) return differs('amount', data.amount, instruction.amount)
  if (currencyCode(data.currency) !== account.currency) return differs('currency', data.currency, account.currency)
  if (data.sequence !== instruction.sequence) return differs('number', data.sequence, instruction.sequence)
  if (data.payoutAccount !== instruction.payoutKey)
    return differs('payout account', data.payoutAccount, instruction.payoutKey)
  const processor = data.processor ? processorName(data.processor) : row.business
  if (processor !== account.processor) return differs('processor account', processor, account.processor)
  return data.processor && objectToMoney(row, instruction, context)
}

/** What speaks against a payout at a processor, as the processor has it. */
function objectToMoney(row: RowOf<'payout'>, instruction: Instruction, context: PayoutContext): Objection | undefined {
  const { data } = row
  const { particulars } = data
  const hash = particulars && particularsHash(particulars)
  const named = instruction.account.account
  if (hash !== named) return { code: 'ParticularsDiffer', args: { given: hash ?? 'nothing', expected: named } }
  if (row.id === data.instruction) return objectToUnmade(row, context)
  const found = findRecord(row, instruction.amount, context)
  if ('objection' in found) return found.objection
  const { metadata, destination, state, failure } = found.record
  // A transfer at a bank carries as much of the instruction as it can.
  const carried =
    data.processor?.rail === 'bank'
      ? { given: metadata.endToEndId, expected: endToEndIdOf(data.instruction) }
      : { given: metadata.instruction, expected: data.instruction }
  if (carried.given !== carried.expected) return { code: 'InstructionDiffers', args: { field: 'id', ...carried } }
  if (destination !== particulars?.account)
    return { code: 'DestinationDiffers', args: { given: particulars?.account, expected: destination } }
  if (!hasBecome(data.state, state, context))
    return { code: 'PayoutDiffers', args: { given: data.state, expected: state } }
  const expected = data.state === 'failed' || data.state === 'reversed' ? failure : row.id
  return data.evidence === expected ? undefined : { code: 'EvidenceDiffers', args: { given: data.evidence, expected } }
}

/**
 * Whether what the row says was so, given how it stands now. A payout that failed was perhaps paid before; that counts only
 * together with the row that says that it came back.
 */
function hasBecome(
  said: RowOf<'payout'>['data']['state'],
  now: 'accepted' | 'paid' | 'failed' | 'reversed',
  { isReversed }: PayoutContext,
): boolean {
  const isOver = now === 'failed' || now === 'reversed'
  if (said === 'accepted') return true
  if (said === 'paid') return now === 'paid' || (isOver && isReversed)
  return said === 'failed' ? now === 'failed' : isOver
}
