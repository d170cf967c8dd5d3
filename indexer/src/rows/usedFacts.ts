import type { Context } from 'ponder:registry'
import { monthCloseHash } from '@concordat/sdk/facts.ts'
import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { monthSubject, topics } from '@concordat/sdk/ids.ts'
import type { Fact, MonthClose } from '@concordat/sdk/types.ts'
import type { Hex } from 'viem'
import { findCalls } from './calls.ts'
import { keepFact } from './facts.ts'
import type { Position } from './position.ts'

type Use = { root: Hex; mask: number; input: Hex }

/** Keeps the fact that closed a month. Its round and time are not in the event, but in the call. */
export async function keepMonthFact(
  context: Context,
  { root, mask, input, quorum, close }: Use & { quorum: Hex; close: MonthClose },
  at: Position,
): Promise<Hex | null> {
  const value = monthCloseHash(close)
  for (const [, given, round, observedAt] of findCalls(input, splitsAbi, 'close')) {
    if (monthCloseHash(given as MonthClose) !== value) continue
    const subject = monthSubject(root, close.month)
    const audience = context.contracts.Splits.address
    const said = { audience, topic: topics.month, subject, value, validUntil: 0 }
    const fact = { ...said, quorum, round: round as bigint, observedAt: observedAt as number }
    return await keepUse(context, { root, mask, fact }, at)
  }
  return null
}

/** Keeps the fact that a call was given, found by what it is about. */
export async function keepGivenFact(
  context: Context,
  { root, mask, input, functionName, subject }: Use & { functionName: 'unlock' | 'freeze' | 'resume'; subject: Hex },
  at: Position,
): Promise<Hex | null> {
  for (const args of findCalls(input, splitsAbi, functionName)) {
    const fact = args.at(-2) as Fact
    if (fact.subject === subject) return await keepUse(context, { root, mask, fact }, at)
  }
  return null
}

async function keepUse(
  context: Context,
  { root, mask, fact }: { root: Hex; mask: number; fact: Fact },
  at: Position,
): Promise<Hex> {
  const usedBy = context.contracts.Splits.address
  return await keepFact(context, { ...fact, usedBy, mask, agreement: root }, at)
}
