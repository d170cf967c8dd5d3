import type { Fact } from '@concordat/sdk/types.ts'
import type { Hex } from 'viem'
import { type Code, messageOf } from './reasons.ts'

export type TopicName = 'payment' | 'refund' | 'dispute' | 'payout' | 'month' | 'milestone' | 'row'

/** What a node makes of a row. */
export type Decision =
  /** The row is true: this is the fact to sign. */
  | {
      status: 'fact'
      topic: TopicName
      fact: Fact
      /** What a submitter passes to the contract beside fact and signatures; bigints as decimal strings. */
      payload: Payload
      /** Name of what the chain does once the fact is used; null when the chain can use it more than once. */
      effect: string | null
      /** Name of what the chain must have done before it can use the fact, if anything. */
      requires?: string
    }
  | Dissent
  /** It cannot be decided yet. */
  | Wait
  /** It is kept for later decisions and is no fact by itself. */
  | { status: 'kept' }

export type Wait = { status: 'wait'; code: Code }
export type Dissent = { status: 'dissent'; topic: TopicName; subject: Hex; code: Code; message: string }
export type Payload = Record<string, unknown>

export function dissent(topic: TopicName, subject: Hex, code: Code, args: Record<string, unknown> = {}): Dissent {
  return { status: 'dissent', topic, subject, code, message: messageOf(code, args) }
}

/** Why a row is not true, or why that cannot be told yet. */
export type Objection = { code: Code; args: Record<string, unknown> } | { wait: Code }

/** What an objection makes of a row. */
export function answer(topic: TopicName, subject: Hex, objection: Objection): Dissent | Wait {
  if ('wait' in objection) return { status: 'wait', code: objection.wait }
  return dissent(topic, subject, objection.code, objection.args)
}
