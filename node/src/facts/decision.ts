import type { Fact } from '@concordat/sdk/types.ts'
import type { Hex } from 'viem'
import { type Code, messageOf } from './reasons.ts'

export type TopicName = 'payment' | 'refund' | 'month' | 'milestone' | 'row'

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
    }
  | Dissent
  /** It cannot be decided yet. */
  | { status: 'wait'; code: Code }
  /** It is kept for later decisions and is no fact by itself. */
  | { status: 'kept' }

export type Dissent = { status: 'dissent'; topic: TopicName; subject: Hex; code: Code; message: string }
export type Payload = Record<string, unknown>

export function dissent(topic: TopicName, subject: Hex, code: Code, args: Record<string, unknown> = {}): Dissent {
  return { status: 'dissent', topic, subject, code, message: messageOf(code, args) }
}
