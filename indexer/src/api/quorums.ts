import { db } from 'ponder:api'
import { quorum } from 'ponder:schema'
import type { QuorumView } from '@concordat/sdk/views.ts'
import { Hono } from 'hono'
import { eq } from 'ponder'
import { type Address, getAddress } from 'viem'
import { ApiError } from './errors.ts'
import { parseHash } from './parse.ts'

function viewQuorum({ id, members, k, notice, createdAt, rotations }: typeof quorum.$inferSelect): QuorumView {
  return {
    id,
    members: list(members),
    needed: k + 1,
    notice,
    createdAt,
    rotations: rotations.map(rotation => ({ ...rotation, members: list(rotation.members) })),
  }
}

const list = (members: Address[]) => members.map(member => getAddress(member))

export const quorums = new Hono()
  .get('/', async context => {
    const rows = await db.select().from(quorum).orderBy(quorum.createdAt, quorum.id).limit(1_000)
    return context.json({ quorums: rows.map(viewQuorum) })
  })
  .get('/:id', async context => {
    const id = parseHash(context.req.param('id'))
    const [row] = await db.select().from(quorum).where(eq(quorum.id, id))
    if (!row) throw new ApiError(404, 'QuorumUnknown', `No quorum has the id ${id}.`, { quorum: id })
    return context.json(viewQuorum(row))
  })
