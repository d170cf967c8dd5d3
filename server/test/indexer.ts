import { ledgerId, seriesOf } from '@concordat/sdk/ids.ts'
import type { InstructionView, PostingView } from '@concordat/sdk/payments/views.ts'
import { encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { AgreementView, EntryView, FactView, News, QuorumView, StatusView } from '@concordat/sdk/views.ts'
import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { type Address, type Hex, keccak256, zeroAddress, zeroHash } from 'viem'

export type TestIndexer = {
  url: string
  status: StatusView
  agreements: AgreementView[]
  quorums: QuorumView[]
  instructions: InstructionView[]
  facts: FactView[]
  /** By account, newest first. */
  entries: Record<Address, EntryView[]>
  /** By the unit's id. */
  postings: Record<string, PostingView[]>
  news: News[]
  stop: () => Promise<void>
}

/** Answers like the indexer, with what the test puts in. */
export async function startIndexer(genesisHash: Hex): Promise<TestIndexer> {
  const state: Omit<TestIndexer, 'url' | 'stop'> = {
    status: { chainId: 31337, genesisHash, block: 1, blockHash: genesisHash, timestamp: 1, ready: true },
    agreements: [],
    quorums: [],
    instructions: [],
    facts: [],
    entries: {},
    postings: {},
    news: [],
  }
  const app = new Hono()
    .get('/secret', c => c.json({ secret: true }))
    .get('/v1/status', c => c.json(state.status))
    .get('/v1/agreements', c => {
      const { business } = c.req.query()
      const agreements = state.agreements.filter(agreement => !business || agreement.business === business)
      return c.json({ agreements, next: null })
    })
    .get('/v1/agreements/:root', c => {
      const found = state.agreements.find(agreement => agreement.root === c.req.param('root'))
      return found ? c.json(found) : c.json({ error: { code: 'AgreementUnknown', message: 'unknown' } }, 404)
    })
    .get('/v1/news', c => {
      const { block = '0', cursor = '', limit = '50' } = c.req.query()
      const from = cursor || block.padStart(10, '0')
      const found = state.news.filter(({ id }) => (cursor ? id > from : id >= from))
      const news = found.slice(0, Number(limit))
      return c.json({ news, next: found.length > news.length ? (news.at(-1)?.id ?? null) : null })
    })
    .get('/v1/quorums/:id', c => {
      const found = state.quorums.find(quorum => quorum.id === c.req.param('id'))
      return found ? c.json(found) : c.json({ error: { code: 'QuorumUnknown', message: 'unknown' } }, 404)
    })
  app.get('/v1/payouts', c => {
    const { state: wanted } = c.req.query()
    const instructions = state.instructions.filter(each => !wanted || each.state === wanted)
    return c.json({ instructions, next: null })
  })
  app.get('/v1/facts', c =>
    c.json({ facts: state.facts.filter(({ subject }) => subject === c.req.query('subject')), next: null }),
  )
  app.get('/v1/accounts/:account/entries', c => {
    const { agreement, cursor = '0', limit = '50' } = c.req.query()
    const all = state.entries[c.req.param('account') as Address] ?? []
    const found = all.filter(entry => agreement === undefined || entry.agreement === agreement)
    const end = Number(cursor) + Number(limit)
    return c.json({ entries: found.slice(Number(cursor), end), next: end < found.length ? String(end) : null })
  })
  app.get('/v1/payouts/postings', c =>
    c.json({ postings: state.postings[c.req.query('asset') ?? ''] ?? [], next: null }),
  )
  const { server, port } = await listen(app)
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    stop: () => new Promise<void>(resolve => server.close(() => resolve())),
  })
}

/** Serves an app on a free port. */
export function listen(app: Hono): Promise<{ server: ServerType; port: number }> {
  return new Promise(resolve => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => resolve({ server, port }))
  })
}

/** An agreement of two parties with months from 2025-11 at UTC+8, in XTS. */
export function buildAgreement(
  business: Hex,
  quorum: Hex,
  overrides: Partial<AgreementView> = {},
  processor: Hex = business,
): AgreementView {
  const parties = [1, 2].map(n => ({ account: `0x${`${n}`.repeat(40)}` as Address, role: 'party' }))
  const shares = [
    { party: 0, weight: 1 },
    { party: 1, weight: 1 },
  ]
  const lock = { topic: zeroHash, subject: zeroHash, by: 0, otherwise: [] }
  const terms: Agreement = {
    money: { asset: ledgerId(seriesOf(quorum, 'XTS', processor), zeroAddress) },
    parties,
    rules: {
      quorum,
      arbiters: zeroHash,
      business,
      signBy: 1,
      endsAt: 0,
      maxFreeze: 0,
      ordered: false,
      period: { firstMonth: 670, utcOffsetMinutes: 480, closeAfter: 86_400 },
      monthly: [],
      clauses: [{ rateBps: 10_000, limit: 0n, total: 2, shares, lock, continues: 0 }],
      registers: [],
    },
    prose: zeroHash,
    root: zeroHash,
    previous: zeroHash,
  }
  const encoded = encodeTerms(terms)
  const root = keccak256(encoded)
  // What the indexer says of a unit that nobody issued yet.
  const asset = {
    id: '1',
    symbol: '000000',
    decimals: 0,
    kind: 'currency' as const,
    issuer: zeroAddress,
    quorum,
    supply: '0',
  }
  return {
    ...{ root, digest: root, scheme: 'splits', status: 'effective', account: zeroAddress, asset, business },
    parties: parties.map(party => ({ ...party, signed: true })),
    ...{
      signBy: 1,
      proposedAt: 1,
      concludedAt: 1,
      received: '0',
      refunded: '0',
      owed: '0',
      pending: [],
      terms: encoded,
      versions: [],
    },
    ...{ declined: null, frozenUntil: null, balance: '0', openNet: '0', openMonth: 670, base: '0', residue: '0' },
    ...{ clauses: [], positions: [], months: [], events: [] },
    ...overrides,
  }
}
