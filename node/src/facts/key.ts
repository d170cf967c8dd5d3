import { createHash } from 'node:crypto'
import type { Fact } from '@concordat/sdk/types.ts'

/** Names what a fact is about: an attestor may sign one value for each key, ever. */
export function factKey({ quorum, audience, topic, subject, round }: Fact): string {
  const text = [quorum, audience, topic, subject, round].join(' ').toLowerCase()
  return createHash('sha256').update(text).digest('hex')
}
