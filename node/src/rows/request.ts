import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import type { Hex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { z } from 'zod'

const Feeds = z.array(z.object({ business: z.string(), publicKey: z.string(), seq: z.number().optional() }))
const Feed = z.object({ rows: z.array(z.unknown()) })

const patienceMs = 15_000
const rowsPerRequest = 1_000

/** The businesses a source has rows of, each with the number of its last row if the source says it. */
export async function listFeeds(source: string, account: PrivateKeyAccount): Promise<Map<Hex, number | undefined>> {
  const feeds = Feeds.parse(await ask(source, '/api/businesses/feeds', '', account))
  return new Map(feeds.map(feed => [feed.business as Hex, feed.seq]))
}

/** Rows of a business after a sequence number, unchecked; fewer than asked for when there are no more. */
export async function readFeed(
  source: string,
  account: PrivateKeyAccount,
  { business, after, limit = rowsPerRequest }: { business: Hex; after: number; limit?: number },
): Promise<unknown[]> {
  const query = `?after=${after}&limit=${limit}`
  return Feed.parse(await ask(source, `/api/businesses/${business}/feed`, query, account)).rows
}

/** Asks as an attestor: the signature covers the path and the time. */
async function ask(source: string, path: string, query: string, account: PrivateKeyAccount): Promise<unknown> {
  const url = new URL(source)
  const fullPath = url.pathname.replace(/\/$/, '') + path
  const at = Math.floor(Date.now() / 1000)
  const signature = await account.signMessage({ message: `concordat feed\n${fullPath}\n${at}` })
  let response: Response
  try {
    response = await fetch(`${url.origin}${fullPath}${query}`, {
      headers: { authorization: `Attestor ${account.address} ${at} ${signature}` },
      signal: AbortSignal.timeout(patienceMs),
    })
  } catch (cause) {
    throw new RetryableError('SourceUnavailable', `The business system at ${source} does not answer.`, { cause })
  }
  if (!response.ok)
    throw new RetryableError(
      'SourceRefused',
      `The business system at ${source} answers ${response.status} to ${path}.`,
      {
        details: (await response.text()).slice(0, 500),
      },
    )
  return response.json()
}
