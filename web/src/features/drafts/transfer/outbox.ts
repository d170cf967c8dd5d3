import { z } from 'zod'
import { Parcel } from './parcel.ts'

const storageKey = 'concordat.outbox'

/** What this device still has to tell the server. */
export function readOutbox(): Parcel[] {
  try {
    return z.array(Parcel).parse(JSON.parse(localStorage.getItem(storageKey) ?? '[]'))
  } catch {
    return []
  }
}

const same = (a: Parcel, b: Parcel) => JSON.stringify(a) === JSON.stringify(b)
const write = (parcels: Parcel[]) => localStorage.setItem(storageKey, JSON.stringify(parcels))

/** Keeps something for when the server is back. */
export const putIntoOutbox = (parcel: Parcel) => write([...readOutbox().filter(each => !same(each, parcel)), parcel])

/** Forgets what was told, or will never be heard. */
export const takeFromOutbox = (parcel: Parcel) => write(readOutbox().filter(each => !same(each, parcel)))
