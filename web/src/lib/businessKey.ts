import type { Hex } from 'viem'

const storageKey = (business: Hex) => `concordat.key.${business}`

/** The business's API key, kept for this tab only. */
export const readKey = (business: Hex) => sessionStorage.getItem(storageKey(business)) ?? ''

/** Keeps the key until the tab is closed; an empty one is forgotten. */
export function keepKey(business: Hex, key: string): void {
  if (key === '') sessionStorage.removeItem(storageKey(business))
  else sessionStorage.setItem(storageKey(business), key)
}

/** The header that proves who delivers or reads rows; none without a key. */
export function keyHeader(business: Hex): Record<string, string> {
  const key = readKey(business)
  return key === '' ? {} : { authorization: `Bearer ${key}` }
}
