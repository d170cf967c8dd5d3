import type { Hex } from 'viem'
import { placeInLine } from '../submit/order.ts'
import type { KeeperParameters } from './listTasks.ts'

/** How long this node gives way to others, in milliseconds; undefined where it is no attestor. */
export function delayOf(
  { quorums, self, takeoverMs }: Pick<KeeperParameters, 'quorums' | 'self' | 'takeoverMs'>,
  quorum: Hex,
  subject: Hex,
): number | undefined {
  if (!quorums.isMember(quorum)) return undefined
  return placeInLine(quorums.find(quorum)?.attestors ?? [], self, subject) * takeoverMs
}
