import { HocuspocusProvider } from '@hocuspocus/provider'
import type { Address, Hex } from 'viem'
import { IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'
import { nameOnChain } from '../../../lib/kept.ts'

/** Whether edits reach the others: not yet known, at once, later, or never because the draft is not ours any more. */
export type Connection = 'connecting' | 'live' | 'offline' | 'refused'

/** A draft opened in this browser: the document, its copy on this device, and its line to the others. */
export type Room = {
  doc: Y.Doc
  undo: Y.UndoManager
  stored: IndexeddbPersistence
  provider: HocuspocusProvider
  close: () => void
}

/** Whose copy of a draft on this device: what is typed without the server goes out under their name, and no other's. */
export type Keeper = { chain: Hex; account: Address }

/** What the copies of somebody's drafts on this device are called, before the draft's id. */
export const storePrefix = ({ chain, account }: Keeper) => nameOnChain(chain, `draft.${account.toLowerCase()}.`)
export const storeName = (keeper: Keeper, id: string) => `${storePrefix(keeper)}${id}`

const line = () => ({
  url: `${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}/api/drafts/rooms`,
  // Whoever was without the server for long does not wait long once it is back.
  maxDelay: 5000,
})

/** Opens a draft; what was typed while the server was away is merged once it is back. */
export function openRoom(keeper: Keeper, id: string, onConnection: (connection: Connection) => void): Room {
  const doc = new Y.Doc()
  const stored = new IndexeddbPersistence(storeName(keeper, id), doc)
  const provider = new HocuspocusProvider({
    ...line(),
    name: id,
    document: doc,
    // The session's cookie says who we are; the protocol wants a word all the same.
    token: 'session',
    onSynced: () => onConnection('live'),
    onDisconnect: () => onConnection('offline'),
    onAuthenticationFailed: () => {
      onConnection('refused')
      provider.disconnect()
    },
  })
  const unwatch = watchNetwork(provider)
  const undo = new Y.UndoManager([doc.getMap('terms'), doc.getText('prose')], { captureTimeout: 700 })
  const close = () => {
    unwatch()
    undo.destroy()
    provider.destroy()
    void stored.destroy()
    doc.destroy()
  }
  return { doc, undo, stored, provider, close }
}

/**
 * A line that was cut says nothing for half a minute: when the device loses the network the server is asked, and tried again once
 * the network is back. A server on the device itself still answers.
 */
function watchNetwork(provider: HocuspocusProvider): () => void {
  const ask = () => fetch('/api/config', { cache: 'no-store' }).catch(() => provider.disconnect())
  const goOn = () => provider.connect()
  window.addEventListener('offline', ask)
  window.addEventListener('online', goOn)
  return () => {
    window.removeEventListener('offline', ask)
    window.removeEventListener('online', goOn)
  }
}
