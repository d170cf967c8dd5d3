import type { Hex } from 'viem'
import type { z } from 'zod'

// What this device keeps so that the app opens without the server. What belongs to a chain carries the chain in its name:
// another chain at the same address, as after a reset in development, shows nothing of it.

/** A name that no other chain's data has on this device. */
export const nameOnChain = (genesisHash: Hex, name: string) => `concordat.${genesisHash.slice(2, 14)}.${name}`

/** Keeps a value; a device without room for it does without. */
export function keep(name: string, value: unknown): void {
  try {
    localStorage.setItem(name, JSON.stringify(value))
  } catch {
    // Only opening without the server is lost.
  }
}

/** What was kept under a name, or null when there is nothing that can be read. */
export function readKept<T>(name: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(localStorage.getItem(name) ?? ''))
  } catch {
    return null
  }
}
