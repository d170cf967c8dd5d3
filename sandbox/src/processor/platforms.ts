import { scramble } from '../store/ids.ts'

/** A platform: who has an account at the processor and, below it, the accounts it connected. */
export type Platform = { account: string; secret: string; readers: string[] }

/** The platforms of the keys. A platform's account id follows from its secret key, so that it survives a reset. */
export function platformsOf(keys: string[][]): Platform[] {
  return keys.map(([secret = '', ...readers]) => ({ account: `acct_${scramble(secret, 16)}`, secret, readers }))
}
