import { RetryableError } from '@concordat/sdk/errors/retryableError.ts'
import pRetry from 'p-retry'
import type { Address } from 'viem'
import type { Sql } from '../database/open.ts'
import { type AcceptParameters, acceptAttestations } from './accept.ts'
import { ATTESTATIONS_MAX, AttestationsPage } from './attestation.ts'
import { listAttestations } from './list.ts'

const patienceMs = 10_000

export type PeerState = {
  url: string
  /** Unix second of the last answer, or null. */
  answeredAt: number | null
  error: string | null
}

export type Peer = {
  state: PeerState
  /** Sends what the peer has not taken; answers whether there is more. */
  push: () => Promise<boolean>
  /** Reads what the peer signed, and what this node once signed that the peer still has. */
  pull: () => Promise<void>
}

export type PeerParameters = { url: string; sql: Sql; self: Address; accept: AcceptParameters; onStored: () => void }

/** The exchange of attestations with one other node. */
export function createPeer({ url, sql, self, accept, onStored }: PeerParameters): Peer {
  const state: PeerState = { url, answeredAt: null, error: null }

  async function ask(path: string, init: RequestInit = {}): Promise<unknown> {
    try {
      const answer = await pRetry(() => request(`${url}${path}`, init), {
        retries: 2,
        minTimeout: 100,
        shouldRetry: ({ error }) => error instanceof RetryableError,
      })
      state.answeredAt = Math.floor(Date.now() / 1000)
      state.error = null
      return answer
    } catch (error) {
      state.error = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
      throw error
    }
  }

  async function pullOf(attestor: Address | undefined, column: 'pulled_seq' | 'own_seq'): Promise<void> {
    let after = (await cursor(column)) as number | null
    while (after !== null) {
      const of = attestor ? `&attestor=${attestor}` : ''
      const page = AttestationsPage.parse(await ask(`/attestations?after=${after}&limit=${ATTESTATIONS_MAX}${of}`))
      if (page.attestations.length === 0) return
      const { stored } = await acceptAttestations(accept, page.attestations)
      if (stored > 0) onStored()
      after = page.next
      if (after !== null) await sql`update peers set ${sql({ [column]: after })} where url = ${url}`
    }
  }

  async function cursor(column: 'sent_seq' | 'pulled_seq' | 'own_seq'): Promise<number> {
    await sql`insert into peers (url) values (${url}) on conflict do nothing`
    const [row] = await sql<{ at: number }[]>`select ${sql(column)} as at from peers where url = ${url}`
    return row?.at ?? 0
  }

  return {
    state,
    push: async () => {
      const after = await cursor('sent_seq')
      const { attestations } = await listAttestations(sql, { attestor: self, after })
      const last = attestations.at(-1)
      if (!last) return false
      const body = JSON.stringify({ attestations })
      await ask('/attestations', { method: 'POST', body, headers: { 'content-type': 'application/json' } })
      await sql`update peers set sent_seq = ${last.seq} where url = ${url}`
      return attestations.length === ATTESTATIONS_MAX
    },
    pull: async () => {
      await pullOf(self, 'own_seq')
      await pullOf(undefined, 'pulled_seq')
    },
  }
}

async function request(url: string, init: RequestInit): Promise<unknown> {
  let response: Response
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(patienceMs) })
  } catch (cause) {
    throw new RetryableError('PeerUnavailable', `The node at ${new URL(url).origin} does not answer.`, { cause })
  }
  if (response.ok) return response.json()
  const text = (await response.text()).slice(0, 300)
  const message = `The node at ${new URL(url).origin} answers ${response.status}: ${text}`
  throw response.status >= 500 ? new RetryableError('PeerUnavailable', message) : new Error(message)
}
