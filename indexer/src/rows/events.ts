import type { Context } from 'ponder:registry'
import { event } from 'ponder:schema'
import type { Hex } from 'viem'
import type { Position } from './position.ts'

type Kind = (typeof event.$inferSelect)['kind']

/** Adds a line to an agreement's history; structured arguments are left out. */
export async function keepEvent(
  context: Context,
  { root, kind, args }: { root: Hex; kind: Kind; args: Record<string, unknown> },
  at: Position,
): Promise<void> {
  await context.db.insert(event).values({ ...at, root, kind, args: textOf(args) })
}

function textOf(args: Record<string, unknown>): Record<string, string> {
  const flat = Object.entries(args).filter(
    ([name, value]) => name !== 'terms' && (Array.isArray(value) || typeof value !== 'object'),
  )
  // PostgreSQL keeps no NUL characters, and the words are anyone's.
  return Object.fromEntries(flat.map(([name, value]) => [name, String(value).replaceAll('\0', '')]))
}
