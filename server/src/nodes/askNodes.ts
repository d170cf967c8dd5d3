import type { NodeView, OpinionView } from '@concordat/sdk/views.ts'
import { type Address, type Hex, zeroAddress } from 'viem'
import { z } from 'zod'
import type { Sql } from '../database/connect.ts'
import { listKnown, rememberNode } from './known.ts'

const patience = 2_000

const Health = z.object({
  name: z.string(),
  address: z.custom<Address>(),
  status: z.enum(['up', 'behind']).catch('up'),
  cursor: z.record(z.string(), z.number()).catch({}),
  block: z.number(),
  decided: z.number().catch(0),
  dissented: z.number().catch(0),
  error: z.string().nullable().catch(null),
})

const Decision = z.object({
  subject: z.custom<Hex>(),
  topic: z.string(),
  digest: z.custom<Hex>().nullable().catch(null),
  dissent: z.object({ code: z.string(), message: z.string() }).nullable().catch(null),
  at: z.number(),
})

const Decisions = z.object({
  node: z.string().optional(),
  address: z.custom<Address>().optional(),
  decisions: z.array(Decision.loose()),
})

async function ask(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(patience) })
  // A node that is not well says so with a status, and still says why in the body.
  return response.json()
}

/** Asks every node how it is; one that does not answer is `down`, with the reason and the name it had. */
export async function listNodes(sql: Sql, urls: string[]): Promise<NodeView[]> {
  const known = await listKnown(sql)
  return Promise.all(
    urls.map(async (url): Promise<NodeView> => {
      const last = known.get(url)
      try {
        const node = { ...Health.parse(await ask(`${url}/health`)), url }
        if (last?.name !== node.name || last.address !== node.address) await rememberNode(sql, node)
        return node
      } catch (error) {
        const { name, address } = last ?? { name: new URL(url).host, address: zeroAddress }
        const down = { status: 'down', cursor: {}, block: 0, decided: 0, dissented: 0 } as const
        return { name, address, url, ...down, error: reasonOf(error) }
      }
    }),
  )
}

export type OpinionsParameters = { subject?: Hex | undefined; agreement?: Hex | undefined; dissent?: boolean }

/** Asks every node what it decided; nodes that do not answer are left out, `listNodes` shows them as down. */
export async function listOpinions(sql: Sql, urls: string[], parameters: OpinionsParameters): Promise<OpinionView[]> {
  const { subject, agreement, dissent } = parameters
  const query = new URLSearchParams()
  if (subject) query.set('subject', subject)
  if (agreement) query.set('agreement', agreement)
  if (dissent) query.set('dissent', '1')
  const nodes = await listNodes(sql, urls)
  const opinions = await Promise.all(
    nodes
      .filter(node => node.status !== 'down')
      .map(async node => {
        const answer = await ask(`${node.url}/decisions?${query}`).catch(() => ({ decisions: [] }))
        const parsed = Decisions.safeParse(Array.isArray(answer) ? { decisions: answer } : answer)
        const decisions = parsed.success ? parsed.data.decisions : []
        return decisions
          .filter(decision => !subject || decision.subject === subject)
          .filter(decision => !dissent || decision.dissent)
          .map(({ subject, topic, digest, dissent, at }) => ({
            node: node.name,
            address: node.address,
            ...{ subject, topic, digest, dissent, at },
          }))
      }),
  )
  return opinions.flat().sort((a, b) => b.at - a.at)
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return "the answer is not a node's"
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${patience / 1000} s`
  return 'no connection'
}
