import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { currencyUnit } from '@concordat/sdk/currencies.ts'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { type ParsedTerms, parseTerms } from '@concordat/sdk/splits/terms/parse.ts'
import type { BusinessView, DevWalletView } from '@concordat/sdk/views.ts'
import { bytesToHex, type Hex } from 'viem'
import { api } from './api.ts'
import type { Context } from './context.ts'
import { stateDir } from './stack/state.ts'

/**
 * Reads a terms file, filling in what this stack knows: quorums, businesses, and the development wallets by role.
 * @param chosen Name or id of the business that the file calls "default"; the only one where there is only one.
 */
export async function readTerms(file: string, { stack, deployment }: Context, chosen?: string): Promise<ParsedTerms> {
  const json = readJson(file)
  const listed = await api<BusinessView[]>('/api/businesses')
  const businesses = Object.fromEntries(listed.map(({ name, id }) => [name, id]))
  const fallback = chosen ? (businesses[chosen] ?? (chosen as Hex)) : listed.length === 1 ? listed[0]?.id : undefined
  if (fallback) businesses.default = fallback
  const business = businesses[json.business ?? 'default'] ?? (json.business as Hex)
  const quorums: Record<string, Hex> = { default: stack.quorum, arbiters: stack.arbiters }
  const quorum = quorums[json.quorum ?? 'default'] ?? (json.quorum as Hex)
  const payments = deployment.contracts.Payments
  const currency = json.currency
  return parseTerms(json, {
    now: Math.floor(Date.now() / 1_000),
    businesses,
    quorums,
    accounts: accountsOf(json),
    currencies: currency && business ? { [currency]: currencyUnit(currency, { quorum, business, payments }) } : {},
    salt: bytesToHex(crypto.getRandomValues(new Uint8Array(32))),
  })
}

function readJson(file: string): SplitsTermsFile {
  if (!existsSync(file))
    throw new BaseError(
      'FileMissing',
      `There is no file ${file}: name a terms file, for example examples/charging-site/terms.json.`,
    )
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as SplitsTermsFile
  } catch (cause) {
    throw new BaseError('FileUnreadable', `${file} is not JSON: ${(cause as Error).message}`, { cause })
  }
}

/** On the development chain a party without an account is played by the wallet with its role. */
function accountsOf({ parties = [] }: SplitsTermsFile) {
  const file = join(stateDir(), 'wallets.json')
  const wallets = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as DevWalletView[]) : []
  return Object.fromEntries(
    parties.flatMap(({ name, role }) => {
      const wallet = wallets.find(candidate => candidate.role === role)
      return wallet ? [[name, wallet.address] as const] : []
    }),
  )
}
