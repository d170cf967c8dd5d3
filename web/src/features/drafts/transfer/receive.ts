import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Address, PublicClient } from 'viem'
import { IndexeddbPersistence } from 'y-indexeddb'
import * as Y from 'yjs'
import type { Signer } from '../../../lib/actor.tsx'
import { storeName } from '../document/room.ts'
import { sendConfirmation } from '../queries.ts'
import { fromBase64, type Parcel, toBase64 } from './parcel.ts'

type Means = { client: PublicClient; signer: () => Promise<Signer>; splits: Address }

/** Merges a draft from another device into this one's copy; the server gets it when the draft is opened. */
export async function keepDraft({ id, update, view }: Extract<Parcel, { kind: 'draft' }>): Promise<void> {
  const doc = new Y.Doc()
  const stored = new IndexeddbPersistence(storeName(id), doc)
  await stored.whenSynced
  Y.applyUpdate(doc, fromBase64(update))
  // One store of everything: whoever closes the page at once loses nothing.
  await stored.set('view', JSON.stringify(view))
  await stored.destroy()
}

/** A draft as it stands on this device. */
export const updateOf = (doc: Y.Doc): string => toBase64(Y.encodeStateAsUpdate(doc))

/** Tells the server or the chain what another device signed. */
export async function deliver(parcel: Parcel, { client, signer, splits }: Means): Promise<void> {
  if (parcel.kind === 'draft') return keepDraft(parcel)
  const { signature } = parcel
  if (parcel.kind === 'confirmation') {
    await sendConfirmation(parcel.id, { snapshot: parcel.snapshot, journal: parcel.journal, signature })
    return
  }
  const wallet = await signer()
  const { request } = await client.simulateContract({
    account: wallet.account,
    address: splits,
    abi: splitsAbi,
    functionName: 'sign',
    args: [decodeTerms(parcel.terms), BigInt(parcel.party), signature],
  })
  const hash = await wallet.writeContract(request)
  await client.waitForTransactionReceipt({ hash, timeout: 60_000 })
}
