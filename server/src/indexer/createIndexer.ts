import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import type { InstructionsView, PostingsView } from '@concordat/sdk/payments/views.ts'
import type {
  AgreementsView,
  AgreementView,
  EntriesView,
  FactsView,
  NewsView,
  QuorumView,
  StatusView,
} from '@concordat/sdk/views.ts'
import type { Address, Hex } from 'viem'

/** What the server asks the indexer. */
export type Indexer = {
  url: string
  getStatus: () => Promise<StatusView>
  /** Null when the indexer does not know the agreement (yet). */
  getAgreement: (root: Hex) => Promise<AgreementView | null>
  listAgreements: (business: Hex) => Promise<AgreementsView>
  /** What happened from a block on, or after the cursor that an earlier page ended with. */
  listNews: (block: number, limit: number, cursor: string) => Promise<NewsView>
  /** Null when the indexer does not know the quorum (yet). */
  getQuorum: (id: Hex) => Promise<QuorumView | null>
  /** The facts about a subject that the chain used, newest first. */
  listFacts: (subject: Hex) => Promise<FactsView>
  /** A page of an account's entries, newest first; an empty cursor begins. */
  listEntries: (account: Address, filter: EntryFilter, cursor: string) => Promise<EntriesView>
  /** A page of the instructions nobody reported anything about; an empty cursor begins. */
  listInstructions: (cursor: string) => Promise<InstructionsView>
  /** A page of what the chain booked of a currency unit. */
  listPostings: (asset: bigint, cursor: string) => Promise<PostingsView>
}

/** Entries of an agreement or in an asset alone. */
export type EntryFilter = { agreement?: Hex | undefined; asset?: string | undefined }

const patience = 5_000

export function createIndexer(url: string): Indexer {
  async function get<T>(path: string): Promise<T | null> {
    let response: Response
    try {
      response = await fetch(`${url}/v1/${path}`, { signal: AbortSignal.timeout(patience) })
    } catch (cause) {
      throw new RetryableError('IndexerUnreachable', 'The indexer does not answer; try again shortly.', { cause })
    }
    if (response.status === 404) return null
    if (!response.ok)
      throw new RetryableError('IndexerUnreachable', `The indexer answered ${response.status}; try again.`)
    return (await response.json()) as T
  }

  return {
    url,
    getStatus: async () => (await get<StatusView>('status')) ?? missing('status'),
    getAgreement: root => get(`agreements/${root}`),
    listAgreements: async business =>
      (await get<AgreementsView>(`agreements?business=${business}&limit=100`)) ?? missing('agreements'),
    listNews: async (block, limit, cursor) =>
      (await get<NewsView>(`news?block=${block}&limit=${limit}${cursor && `&cursor=${cursor}`}`)) ?? missing('news'),
    getQuorum: id => get(`quorums/${id}`),
    listFacts: async subject => (await get<FactsView>(`facts?subject=${subject}&limit=200`)) ?? missing('facts'),
    listEntries: async (account, { agreement, asset }, cursor) => {
      const filter = `${agreement ? `&agreement=${agreement}` : ''}${asset ? `&asset=${asset}` : ''}`
      const path = `accounts/${account}/entries?limit=200${filter}${after(cursor)}`
      return (await get<EntriesView>(path)) ?? missing('accounts')
    },
    listInstructions: async cursor =>
      (await get<InstructionsView>(`payouts?state=issued&limit=200${after(cursor)}`)) ?? missing('payouts'),
    listPostings: async (asset, cursor) =>
      (await get<PostingsView>(`payouts/postings?asset=${asset}&limit=200${after(cursor)}`)) ?? missing('payouts'),
  }
}

const after = (cursor: string) => (cursor === '' ? '' : `&cursor=${cursor}`)

function missing(path: string): never {
  throw new RetryableError('IndexerUnreachable', `The indexer has no /v1/${path}; is INDEXER_URL right?`)
}
