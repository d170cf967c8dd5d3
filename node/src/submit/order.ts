import type { Address, Hex } from 'viem'

/**
 * The place of a node in the line of those that may submit a fact: 0 submits at once, the others take over one after
 * another. The line begins at another member for each subject, which spreads the work.
 * @param members The quorum's members in order, lower case.
 */
export function placeInLine(members: readonly Address[], self: Address, subject: Hex): number {
  const index = members.indexOf(self.toLowerCase() as Address)
  if (index < 0) return members.length
  const first = Number(BigInt(subject) % BigInt(members.length))
  return (index - first + members.length) % members.length
}
