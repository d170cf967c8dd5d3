import { DraftView } from '@concordat/sdk/drafts/views.ts'
import { IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'
import { ApiError } from '../../../lib/api.ts'
import { fromBase64, type Parcel, toBase64 } from '../transfer/parcel.ts'
import { type Keeper, storeName, storePrefix } from './room.ts'

/** A draft as it stands on this device. */
export const updateOf = (doc: Y.Doc): string => toBase64(Y.encodeStateAsUpdate(doc))

/** Merges a draft from another device into this one's copy; the server gets it when the draft is opened. */
export async function keepDraft(keeper: Keeper, parcel: Extract<Parcel, { kind: 'draft' }>): Promise<void> {
  const { id, update, view } = parcel
  const doc = new Y.Doc()
  const stored = new IndexeddbPersistence(storeName(keeper, id), doc)
  await stored.whenSynced
  try {
    merge(doc, update)
    const last = readView(await stored.get('view'))
    // What the server said later is true, whichever device it was told.
    if (!last || last.journalLength <= view.journalLength) await stored.set('view', JSON.stringify(view))
  } finally {
    await stored.destroy()
  }
}

function merge(doc: Y.Doc, update: string): void {
  try {
    Y.applyUpdate(doc, fromBase64(update))
  } catch (cause) {
    throw new ApiError(422, { code: 'ParcelUnreadable', message: String(cause) })
  }
}

/** What the server said about a draft when this device heard it last. */
export function readView(text: unknown): DraftView | null {
  try {
    return DraftView.parse(JSON.parse(String(text)))
  } catch {
    return null
  }
}

/** The drafts of which this device has somebody's copy, as the server spoke of them last. */
export async function listKept(keeper: Keeper): Promise<DraftView[]> {
  const prefix = storePrefix(keeper)
  // An older browser cannot say what it keeps; its drafts open by their address.
  const stores = (await indexedDB.databases?.()) ?? []
  const views = await Promise.all(
    stores.map(async ({ name = '' }) => {
      if (!name.startsWith(prefix)) return null
      const stored = new IndexeddbPersistence(name, new Y.Doc())
      await stored.whenSynced
      const view = readView(await stored.get('view'))
      await stored.destroy()
      return view
    }),
  )
  return views.filter(view => view !== null).sort((a, b) => b.changedAt - a.changedAt)
}
