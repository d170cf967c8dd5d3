import { type Address, getAddress, type Hex, isAddress, isHex, verifyMessage } from 'viem'
import { ApiError } from '../errors.ts'

/** How far the signer's clock may differ, in seconds. */
const skew = 300

export type Claim = { address: Address; at: number; signature: Hex }

/**
 * Who says to have signed a request, and when: "<scheme> <address> <unix seconds> <signature>". Throws `missing` when nobody says so,
 * and ClockSkew when it was long ago or is to come.
 */
export function readClaim(header: string | undefined, scheme: string, missing: ApiError): Claim {
  const [said, address = '', seconds = '', signature = ''] = header?.match(/^\w+ (\S+) (\d{1,12}) (\S+)$/) ?? []
  if (!said?.startsWith(`${scheme} `) || !isAddress(address, { strict: false }) || !isHex(signature)) throw missing
  const now = Math.floor(Date.now() / 1000)
  const at = Number(seconds)
  if (Math.abs(now - at) > skew)
    throw new ApiError(
      401,
      'ClockSkew',
      `The signature's time differs by more than ${skew} seconds from the server's.`,
      { given: at, now },
    )
  return { address: getAddress(address), at, signature }
}

/** Whether the account signed the message (EIP-191) with its key. */
export const isSigned = ({ address, signature }: Claim, message: string): Promise<boolean> =>
  verifyMessage({ address, message, signature }).catch(() => false)
