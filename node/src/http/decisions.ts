import type { OpinionView } from '@concordat/sdk/views.ts'
import { type Hex, isHex } from 'viem'
import { z } from 'zod'
import type { Sql } from '../database/open.ts'
import type { NodeState } from '../state.ts'

const hash = z.custom<Hex>(value => isHex(value) && value.length === 66, 'must be a 32-byte hash')

export const DecisionsQuery = z.object({
  subject: hash.optional(),
  agreement: hash.optional(),
  /** `1` for dissents alone. */
  dissent: z.literal('1').optional(),
  /** The `id` of the last one already read: they then come oldest first. Without it the newest come first. */
  after: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(500),
})

type Row = {
  id: number
  subject: Hex
  topic: string
  agreement: Hex
  digest: Hex | null
  code: string | null
  message: string | null
  at: number
}

/** `GET /decisions`: what the node decided; dissents that a later decision replaced are left out. */
export async function listDecisions(sql: Sql, state: NodeState, query: z.infer<typeof DecisionsQuery>) {
  const { subject, agreement, dissent, after, limit } = query
  const rows = await sql<Row[]>`
    select id, subject, topic, agreement, digest, code, message, extract(epoch from decided_at)::int as at from decisions
    where withdrawn_at is null
    ${subject ? sql`and subject = ${subject.toLowerCase()}` : sql``}
    ${agreement ? sql`and agreement = ${agreement.toLowerCase()}` : sql``}
    ${dissent ? sql`and digest is null` : sql``}
    ${after === undefined ? sql`order by id desc` : sql`and id > ${after} order by id`}
    limit ${limit}`
  const decisions = rows.map(({ id, agreement, subject, topic, digest, code, message, at }) => {
    const opinion: OpinionView = {
      node: state.name,
      address: state.address,
      subject,
      topic,
      digest,
      dissent: code === null ? null : { code, message: message ?? '' },
      at,
    }
    return { id, agreement, ...opinion }
  })
  return { node: state.name, address: state.address, decisions }
}
