import type { Hex } from 'viem'
import { z } from 'zod'
import { keep, nameOnChain, readKept } from '../../../lib/kept.ts'
import { Parcel, type SignedParcel } from './parcel.ts'

const listeners = new Set<() => void>()
const nameOf = (chain: Hex) => nameOnChain(chain, 'outbox')
const isSigned = (parcel: Parcel): parcel is SignedParcel => parcel.kind !== 'draft'
const same = (a: Parcel, b: Parcel) => JSON.stringify(a) === JSON.stringify(b)

/** What this device still has to tell the server, as the text that is kept. */
export const outboxText = (chain: Hex): string => localStorage.getItem(nameOf(chain)) ?? ''

/** What this device still has to tell the server. */
export const readOutbox = (chain: Hex): SignedParcel[] =>
  (readKept(nameOf(chain), z.array(Parcel)) ?? []).filter(isSigned)

/** Calls back when this page or another one of the browser puts something in or takes it out. */
export function watchOutbox(tell: () => void): () => void {
  listeners.add(tell)
  window.addEventListener('storage', tell)
  return () => {
    listeners.delete(tell)
    window.removeEventListener('storage', tell)
  }
}

function write(chain: Hex, parcels: SignedParcel[]): void {
  keep(nameOf(chain), parcels)
  for (const tell of listeners) tell()
}

/** Passes on one thing at a time, in all pages of this browser: nothing is sent twice. */
export const inTurn = <T>(run: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request('concordat.outbox', run) : run()

/** Keeps something for when the server is back. */
export const putIntoOutbox = (chain: Hex, parcel: SignedParcel) =>
  write(chain, [...readOutbox(chain).filter(each => !same(each, parcel)), parcel])

/** Forgets what was told, or will never be heard. */
export const takeFromOutbox = (chain: Hex, parcel: SignedParcel) =>
  write(
    chain,
    readOutbox(chain).filter(each => !same(each, parcel)),
  )
