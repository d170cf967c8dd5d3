import { type Hex, numberToHex, pad } from 'viem'
import type { Contracts } from './events.ts'
import type { ProvenQuorum } from './quorums.ts'
import { demand, type Report } from './report.ts'
import { attestorSlot, cut, openStorage, quorumSlot } from './slots.ts'
import type { Pool } from './trie.ts'

/** Checks that the last members the bundle names are those that the contract has at the checkpoint: no change is left out. */
export async function examineMembers(
  { pool, stateRoot, contracts }: { pool: Pool; stateRoot: Hex; contracts: Contracts },
  quorums: readonly ProvenQuorum[],
  report: Report,
): Promise<void> {
  for (const { id, k, sets } of quorums)
    await report.check('members', id, async () => {
      const read = await openStorage(pool, stateRoot, contracts.Facts)
      const members = sets.at(-1) ?? []
      const [count = 0n, kept] = cut(await read(quorumSlot(id)), 8, 8)
      demand(Number(count) === members.length && Number(kept) === k, 'MembersDiffer', {
        given: members.length,
        expected: count,
      })
      for (const [i, member] of members.entries()) {
        const [account = 0n] = cut(await read(attestorSlot(id, i)), 160)
        const expected = pad(numberToHex(account), { size: 20 })
        demand(member === expected, 'MembersDiffer', { given: member, expected })
      }
      return { members: members.length, changes: sets.length - 1 }
    })
}
