import { createDeviceKeys, type DeviceKeys, readerOf } from '@concordat/sdk/attachments/readers.ts'
import type { Hex } from 'viem'

/** This browser as a reader of one account's attachments. The private key can be used here, and read by nobody. */
export type Device = {
  publicKey: Hex
  keys: DeviceKeys
  /** Whether the server has taken the key, signed by the account. */
  introduced: boolean
}

const [database, table] = ['concordat-devices', 'devices']

/** One question to the browser's own database, where keys are kept that cannot be exported. */
async function ask<T>(mode: IDBTransactionMode, question: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(database, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore(table)
  const opened = await settled(opening)
  try {
    return await settled(question(opened.transaction(table, mode).objectStore(table)))
  } finally {
    opened.close()
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'))
  })
}

/** Throws DeviceUnable where the browser keeps nothing, as some do in private windows, or cannot make such keys. */
async function orUnable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw new Error('DeviceUnable', { cause })
  }
}

export const readDevice = (name: string): Promise<Device | null> =>
  orUnable(async () => ((await ask('readonly', store => store.get(name))) as Device | undefined) ?? null)

export const keepDevice = (name: string, device: Device): Promise<Device> =>
  orUnable(async () => {
    await ask('readwrite', store => store.put(device, name))
    return device
  })

/** Makes keys for this browser and keeps them. */
export const createDevice = (name: string): Promise<Device> =>
  orUnable(async () => {
    const keys = await createDeviceKeys()
    return keepDevice(name, { publicKey: await readerOf(keys), keys, introduced: false })
  })
