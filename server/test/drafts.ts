import { termsOf } from '@concordat/sdk/drafts/document.ts'
import { confirmationTypedData } from '@concordat/sdk/drafts/journal.ts'
import { templates } from '@concordat/sdk/drafts/templates.ts'
import type { DraftView, InvitationLink } from '@concordat/sdk/drafts/views.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider'
import { bind } from 'immer-yjs'
import { type Hex, keccak256, stringToHex, toHex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { createSiweMessage } from 'viem/siwe'
import * as Y from 'yjs'
import { roomsPath } from '../src/drafts/rooms.ts'

/** The account of private key n. */
export const person = (n: number) => privateKeyToAccount(toHex(n, { size: 32 }))

export const someHash = keccak256(stringToHex('some'))

/** Two parties, complete but for their accounts. */
export function twoParties(change: Partial<SplitsTermsFile> = {}): SplitsTermsFile {
  const file = templates.blank('en', '2026-12')
  return { ...file, business: someHash, quorum: someHash, prose: 'We share.', ...change }
}

type Answer<T> = { status: number; json: T; headers: Headers }
export type Send = <T>(
  path: string,
  options?: { method?: string; headers?: Record<string, string>; body?: unknown },
) => Promise<Answer<T>>

/** Signs in with a wallet. */
export async function signedIn(send: Send, account: PrivateKeyAccount, host = 'localhost', chainId = 31337) {
  const { json } = await send<{ nonce: string }>('/sessions/nonce')
  const message = createSiweMessage({
    ...{ address: account.address, chainId, domain: host, nonce: json.nonce, uri: `http://${host}/`, version: '1' },
  })
  const signature = await account.signMessage({ message })
  const { headers, status } = await send('/sessions', { body: { message, signature } })
  if (status !== 200) throw new Error(`Signing in was answered ${status}.`)
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? ''
  return actAs(send, account, cookie, chainId)
}

/** A signed-in account, and what it does over HTTP. */
export function actAs(send: Send, account: PrivateKeyAccount, cookie: string, chainId = 31337) {
  const own: Send = (path, options = {}) => send(path, { ...options, headers: { cookie, ...options.headers } })
  return {
    ...{ account, cookie, send: own },
    view: async (id: Hex) => (await own<DraftView>(`/drafts/${id}`)).json,
    start: async (terms = twoParties(), seat = 'First party') =>
      (await own<DraftView>('/drafts', { body: { terms, seat } })).json,
    invite: async (id: Hex, party: string, address?: string) =>
      (await own<InvitationLink>(`/drafts/${id}/invitations`, { body: { party, address } })).json,
    accept: (token: string) => own<DraftView>(`/invitations/${token}/accept`, { method: 'POST' }),
    /** Signs what the view says, or another snapshot and journal. */
    confirm: async (view: Pick<DraftView, 'id' | 'snapshot' | 'journalHead'>) => {
      const message = { draft: view.id, snapshot: view.snapshot, journal: view.journalHead }
      const signed = await account.signTypedData(confirmationTypedData(message, chainId))
      const body = { snapshot: view.snapshot, journal: view.journalHead, signature: signed }
      return own<DraftView>(`/drafts/${view.id}/confirmations`, { body })
    },
  }
}

export type SignedIn = ReturnType<typeof actAs>

/** A draft of two participants. */
export async function startDraft(one: SignedIn, two: SignedIn, terms = twoParties()): Promise<DraftView> {
  const { id } = await one.start(terms)
  const { token } = await one.invite(id, 'Second party')
  return (await two.accept(token)).json
}

type Terms = { title: string; clauses: { id: string; name: string; limit?: string; shares: Record<string, string> }[] }

/** A page that has the draft open. */
export function openPage(
  port: number,
  id: Hex,
  cookie: string,
  { doc = new Y.Doc(), origin = `http://127.0.0.1:${port}` } = {},
) {
  class Socket extends WebSocket {
    constructor(url: string) {
      super(url, { headers: { cookie, origin } } as never)
    }
  }
  const socket = new HocuspocusProviderWebsocket({
    ...{
      url: `ws://127.0.0.1:${port}${roomsPath}`,
      WebSocketPolyfill: Socket,
      delay: 50,
      minDelay: 50,
      maxDelay: 100,
      jitter: false,
    },
  })
  let refused = ''
  const notices: string[] = []
  const provider = new HocuspocusProvider({
    ...{ websocketProvider: socket, name: id, document: doc, token: 'session' },
    onAuthenticationFailed: ({ reason }) => {
      refused = reason
    },
    onStateless: ({ payload }) => {
      notices.push(payload)
    },
  })
  provider.attach()
  return {
    ...{ doc, provider, socket, notices },
    refused: () => refused,
    read: () => termsOf(doc).toJSON() as Terms,
    edit: (change: (terms: Terms) => void) => {
      const terms = bind<Terms>(termsOf(doc))
      terms.update(change)
      terms.unbind()
    },
    synced: () =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`Not synced: ${refused || socket.status}`)), 10_000)
        const done = () => {
          clearTimeout(timer)
          resolve()
        }
        if (provider.isSynced) done()
        else provider.on('synced', done)
      }),
    close: () => {
      provider.destroy()
      socket.destroy()
    },
  }
}

export type Page = ReturnType<typeof openPage>
