import { sha256, stringToBytes } from 'viem'
import type { Signer } from '../actor.tsx'

/** For how long a signed request is believed, in seconds; the server's clock may differ a little. */
export const validSeconds = 240

/** What an account signs so that a request is believed to be its own: "Authorization: Account ...". */
export async function signRequest(signer: Signer, method: 'GET' | 'POST', path: string, body = ''): Promise<string> {
  const { address } = signer.account
  const at = Math.floor(Date.now() / 1000)
  const digest = sha256(stringToBytes(body)).slice(2)
  const signature = await signer.signMessage({ message: `concordat request\n${method} /api${path}\n${at}\n${digest}` })
  return `Account ${address} ${at} ${signature}`
}
