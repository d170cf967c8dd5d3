import type { Address, Hex } from 'viem'
import type { Sql } from '../database/open.ts'

/** The present members of a quorum, in lower case and order, and its preset number. */
export type Quorum = { quorum: Hex; attestors: Address[]; k: number }

/** What the node knows of quorums, kept in memory. */
export type Quorums = {
  find: (quorum: Hex) => Quorum | undefined
  /** Whether this node is an attestor of the quorum. */
  isMember: (quorum: Hex) => boolean
  /** The quorums this node is an attestor of. */
  own: () => Quorum[]
  /** Reads them again; answers whether anything changed. */
  refresh: () => Promise<boolean>
}

export function createQuorums(sql: Sql, self: Address): Quorums {
  const me = self.toLowerCase()
  let known = new Map<Hex, Quorum>()
  let text = ''

  return {
    find: quorum => known.get(quorum),
    isMember: quorum => known.get(quorum)?.attestors.some(attestor => attestor === me) ?? false,
    own: () => [...known.values()].filter(({ attestors }) => attestors.some(attestor => attestor === me)),
    refresh: async () => {
      const rows = await sql<Quorum[]>`
        select distinct on (quorum) quorum, attestors, k from quorums order by quorum, block desc, log_index desc`
      const next = JSON.stringify(rows)
      if (next === text) return false
      text = next
      known = new Map(rows.map(row => [row.quorum, { ...row }]))
      return true
    },
  }
}
