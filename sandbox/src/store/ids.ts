import { createHash } from 'node:crypto'
import type { Scope } from '../world.ts'

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** A new id with Stripe's prefix. It follows from the seed and a counter: the same run gives the same ids. */
export async function newId({ tx, seed }: Pick<Scope, 'tx' | 'seed'>, prefix: string, length = 24): Promise<string> {
  const [row] = await tx<{ n: number }[]>`select nextval('ids') as n`
  return `${prefix}_${scramble(`${seed} ${row?.n}`, length)}`
}

/** Letters and digits that follow from the text and look like chance. */
export function scramble(text: string, length: number): string {
  const digest = createHash('sha512').update(text).digest()
  return Array.from(digest.subarray(0, length), byte => letters[byte % letters.length]).join('')
}
