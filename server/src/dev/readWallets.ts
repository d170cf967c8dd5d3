import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DevWalletView } from '@concordat/sdk/views.ts'
import { z } from 'zod'
import { ApiError } from '../errors.ts'

const Wallets = z.array(
  z.object({
    name: z.string(),
    role: z.string(),
    address: z.custom<DevWalletView['address']>(),
    privateKey: z.custom<DevWalletView['privateKey']>(),
  }),
)

/** The wallets of the development chain, which the state folder keeps. */
export function readWallets(state: string): DevWalletView[] {
  let text: string
  try {
    text = readFileSync(join(state, 'wallets.json'), 'utf8')
  } catch {
    throw new ApiError(404, 'WalletsMissing', 'The state folder holds no wallets.json; `npm start` writes it.')
  }
  return Wallets.parse(JSON.parse(text))
}
