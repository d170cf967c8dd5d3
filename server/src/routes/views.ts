import type { BatchView, BusinessView, NodeView, OpinionView, RowView } from '@concordat/sdk/views.ts'
import { z } from '@hono/zod-openapi'
import { type Address, getAddress, type Hex } from 'viem'

/** Schemas of what the routes take and answer: the sdk's views, readable by the API reference. */

export const Hash = z
  .string()
  .regex(/^0x[0-9a-f]{64}$/, 'expected 0x and 64 lower-case hex digits')
  .transform(text => text as Hex)
  .openapi({ type: 'string', pattern: '^0x[0-9a-f]{64}$' })

export const Account = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/, 'expected 0x and 40 hex digits')
  .transform(text => getAddress(text.toLowerCase()) as Address)
  .openapi({ type: 'string', pattern: '^0x[0-9a-fA-F]{40}$' })

export const hex = z.custom<Hex>().openapi({ type: 'string' })
export const address = z.custom<Address>().openapi({ type: 'string' })

/** A schema of the sdk, readable by the API reference. */
export function shown<T>(schema: z.ZodType<T>, name: string) {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'output' })
  return z.custom<T>().openapi(name, json as object)
}

export const Participant = z.object({
  name: z.string().trim().min(1).max(200),
  role: z.string().trim().min(1).max(200),
  account: Account,
})

export const Business = z
  .object({
    id: hex,
    name: z.string(),
    project: z.string(),
    publicKey: z.string().openapi({ description: 'P-256, SubjectPublicKeyInfo (DER), base64' }),
    participants: z.array(z.object({ name: z.string(), role: z.string(), account: address })),
    agreements: z.array(hex),
    rows: z.object({ progress: z.number(), bills: z.number() }),
    createdAt: z.number().openapi({ description: 'Unix seconds' }),
  })
  .openapi('Business') satisfies z.ZodType<BusinessView>

export const Batch = z
  .object({
    id: z.string(),
    total: z.number(),
    accepted: z.number(),
    duplicates: z.number(),
    refused: z.array(z.object({ line: z.number(), code: z.string(), message: z.string() })),
    status: z.enum(['running', 'done']),
  })
  .openapi('Batch') satisfies z.ZodType<BatchView>

const rowKind = z.enum(['meter', 'milestone', 'close', 'payment', 'refund', 'dispute', 'payout'])

export const Row = z
  .object({
    seq: z.number(),
    kind: rowKind,
    id: z.string(),
    round: z.number(),
    date: z.string(),
    recordedAt: z.string(),
    bookedAt: z.number().openapi({ description: 'Booking date, Unix seconds: decides in which month the row counts' }),
    data: z.record(z.string(), z.string()),
  })
  .openapi('Row') satisfies z.ZodType<RowView>

export const Node = z
  .object({
    name: z.string(),
    address,
    url: z.string(),
    status: z.enum(['up', 'behind', 'down']),
    cursor: z.record(z.string(), z.number()),
    block: z.number(),
    decided: z.number(),
    dissented: z.number(),
    error: z.string().nullable(),
  })
  .openapi('Node') satisfies z.ZodType<NodeView>

export const Opinion = z
  .object({
    node: z.string(),
    address,
    subject: hex,
    topic: z.string(),
    digest: hex.nullable(),
    dissent: z.object({ code: z.string(), message: z.string() }).nullable(),
    at: z.number(),
  })
  .openapi('Opinion') satisfies z.ZodType<OpinionView>

export const ErrorBody = z
  .object({ error: z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() }) })
  .openapi('Error')

/** Described in the reference; the types leave them out, because a client turns them into thrown errors. */
export const failures = {
  '4XX': { description: 'Refused', content: { 'application/json': { schema: ErrorBody } } },
  '5XX': { description: 'Failed', content: { 'application/json': { schema: ErrorBody } } },
} as unknown as Record<never, never>

/** The answer of a route that succeeds in one way. */
export function answer<S extends z.ZodType>(schema: S, description: string) {
  return { 200: { description, content: { 'application/json': { schema } } }, ...failures }
}
