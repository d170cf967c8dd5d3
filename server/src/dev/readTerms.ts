import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { ledgerId, seriesOf } from '@concordat/sdk/ids.ts'
import type { ProcessorAccount } from '@concordat/sdk/payments/processor.ts'
import { parseTerms } from '@concordat/sdk/splits/terms/parse.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { DevWalletView } from '@concordat/sdk/views.ts'
import type { Address, Hex } from 'viem'
import { z } from 'zod'
import { ApiError } from '../errors.ts'

const Quorums = z.object({ quorum: z.custom<Hex>(), arbiters: z.custom<Hex>() })

export type ReadTermsParameters = {
  /** Folder of the example. */
  folder: string
  /** State folder, which says which quorums this chain has. */
  state: string
  wallets: DevWalletView[]
  business: Hex
  payments: Address
  /** The account that is paid: each machine has one of its own, so the file cannot name it. */
  processor: ProcessorAccount
  /** The chain's time, Unix seconds: deadlines count from here. */
  now: number
}

/** The example's terms for this chain: its wallets sign, its nodes confirm, and the new business is the one that counts. */
export function readTerms(parameters: ReadTermsParameters): { agreement: Agreement; prose: string } {
  const { folder, state, wallets, business, payments, processor, now } = parameters
  const file = JSON.parse(readFileSync(join(folder, 'terms.json'), 'utf8')) as TermsFile
  const { quorum, arbiters } = readQuorums(state)
  const currency = file.currency ?? 'XTS'
  const id = ledgerId(seriesOf(quorum, currency, business), payments)
  const { agreement, names } = parseTerms(
    { ...file, processor },
    {
      now,
      accounts: accountsOf(file.parties, wallets),
      businesses: { default: business, [file.business ?? 'default']: business },
      quorums: { default: quorum, arbiters },
      currencies: { [currency]: { id, decimals: currencyDecimals(currency) } },
    },
  )
  return { agreement, prose: names.prose?.text ?? '' }
}

type TermsFile = { currency?: string; business?: string; parties: { name: string; role: string }[] }

/** A party is the wallet of its name or its role. */
function accountsOf(parties: TermsFile['parties'], wallets: DevWalletView[]): Record<string, Address> {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
  const walletOf = ({ name, role }: { name: string; role: string }) =>
    wallets.find(wallet => same(wallet.name, name)) ??
    wallets.find(wallet => same(wallet.role, role) || same(wallet.role, name))
  return Object.fromEntries(
    parties.flatMap(party => {
      const wallet = walletOf(party)
      return wallet ? [[party.name, wallet.address]] : []
    }),
  )
}

/** The quorums the development chain was started with; throws QuorumMissing. */
export function readQuorums(state: string): z.infer<typeof Quorums> {
  try {
    return Quorums.parse(JSON.parse(readFileSync(join(state, 'stack.json'), 'utf8')))
  } catch {
    throw new ApiError(409, 'QuorumMissing', 'The state folder names no quorum (stack.json); `npm start` writes it.')
  }
}
