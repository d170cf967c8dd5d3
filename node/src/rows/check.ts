import { FeedRow } from '@concordat/sdk/rows/schema.ts'
import { verifyRow } from '@concordat/sdk/rows/sign.ts'
import type { Hex } from 'viem'
import { type Code, messageOf } from '../facts/reasons.ts'

/** A row as it was given, and why it is not the business's word, if it is not. */
export type CheckedRow = { seq: number; row: FeedRow; problem: null } | { seq: number; row: unknown; problem: Problem }
export type Problem = { code: Code; message: string }

/** Escapes of the zero character and of halves of characters, which a database does not keep. */
const unstorable = /\\u(0000|d[89a-f])/i

/** Checks form and signature of a row that stands at `seq`. */
export function checkRow(given: unknown, business: Hex, seq: number): CheckedRow {
  const problem = (code: Code, args: Record<string, unknown> = {}): CheckedRow => ({
    seq,
    row: given,
    problem: { code, message: messageOf(code, { seq, ...args }) },
  })
  const parsed = FeedRow.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return problem('RowUnreadable', { message: `${issue?.path.join('.')} ${issue?.message}` })
  }
  const row = parsed.data
  if (unstorable.test(JSON.stringify(given)))
    return problem('RowUnreadable', { message: 'a text has characters that are none' })
  // What was signed is what was given: a row that carries more, or is spelled otherwise, is not as agreed.
  try {
    verifyRow(given as FeedRow)
  } catch {
    return problem('RowSignature')
  }
  if (row.business !== business || row.seq !== seq) return problem('RowSignature')
  return { seq, row: given as FeedRow, problem: null }
}

/** The sequence number a row claims, or undefined. */
export function seqOf(given: unknown): number | undefined {
  const seq = (given as { seq?: unknown } | null)?.seq
  return typeof seq === 'number' && Number.isSafeInteger(seq) && seq > 0 ? seq : undefined
}
