import { createHash } from 'node:crypto'
import type { Transaction } from '../database/connect.ts'
import { ProcessorError } from './error.ts'

export type Answer = { status: number; body: string; request: string; replayed: boolean }

/** How long first answers are kept, in milliseconds: a day, as at Stripe. */
export const answersKept = 24 * 60 * 60 * 1_000

/** What a request asks, as a hash; the order of the parameters does not matter. */
export function fingerprintOf(form: object): string {
  const sorted = JSON.stringify(form, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )
  return createHash('sha256').update(sorted).digest('hex')
}

/**
 * The first answer under this key, if there is one. Keeps others with the same key out until the transaction ends; throws when
 * one is under way, or when the key was first used for something else.
 */
export async function findAnswer(
  tx: Transaction,
  { account, key, fingerprint, endpoint }: { account: string; key: string; fingerprint: string; endpoint: string },
): Promise<Answer | undefined> {
  const name = `sandbox answer ${account} ${key}`
  const [lock] = await tx<{ mine: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${name}, 1)) as mine`
  if (!lock?.mine) {
    const message = `Another request with the idempotency key '${key}' is under way; try again when it has ended.`
    throw new ProcessorError(409, 'idempotency_error', message, { code: 'idempotency_key_in_use' }, true)
  }
  const [first] = await tx<{ fingerprint: string; endpoint: string; status: number; body: string; request: string }[]>`
    select fingerprint, endpoint, status, body, request from answers where account = ${account} and key = ${key}`
  if (!first) return undefined
  if (first.endpoint !== endpoint)
    throw reused(key, `was first used for ${first.endpoint}, and cannot be used for ${endpoint}`)
  if (first.fingerprint !== fingerprint) throw reused(key, 'was first used with other parameters')
  return { status: first.status, body: first.body, request: first.request, replayed: true }
}

function reused(key: string, why: string): ProcessorError {
  const message = `The idempotency key '${key}' ${why}. Use another key for another request.`
  return new ProcessorError(400, 'idempotency_error', message, {}, true)
}
