import { HocuspocusProvider } from '@hocuspocus/provider'
import { IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'

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

export const storeName = (id: string) => `concordat-draft-${id}`

const roomUrl = () =>
  `${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}/api/drafts/rooms`

/** Opens a draft; what was typed while the server was away is merged once it is back. */
export function openRoom(id: string, onConnection: (connection: Connection) => void): Room {
  const doc = new Y.Doc()
  const stored = new IndexeddbPersistence(storeName(id), doc)
  const provider = new HocuspocusProvider({
    url: roomUrl(),
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
  const undo = new Y.UndoManager([doc.getMap('terms'), doc.getText('prose')], { captureTimeout: 700 })
  const close = () => {
    undo.destroy()
    provider.destroy()
    void stored.destroy()
    doc.destroy()
  }
  return { doc, undo, stored, provider, close }
}
