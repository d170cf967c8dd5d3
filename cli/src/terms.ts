import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { currencyUnit } from '@concordat/sdk/currencies.ts'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import type { TermsContext } from '@concordat/sdk/splits/terms/context.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { type ParsedTerms, parseTerms } from '@concordat/sdk/splits/terms/parse.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { BusinessView, DevWalletView } from '@concordat/sdk/views.ts'
import { type Address, bytesToHex, type Hex } from 'viem'
import { api } from './api.ts'
import type { Context } from './context.ts'
import { stateDir } from './stack/state.ts'

export type ReadTermsOptions = {
  /** Name or id of the business that the file calls "default"; the only one where there is only one. */
  chosen?: string | undefined
  /** The version the terms are to replace: what they leave open stays as it is there. */
  inForce?: NonNullable<TermsContext['previous']>
}

/**
 * Reads a terms file, filling in what this stack knows: quorums, businesses, and the development wallets by role.
 * @param given Where it is, or what it holds.
 */
export async function readTerms(
  given: string | SplitsTermsFile,
  { stack, deployment }: Context,
  { chosen, inForce }: ReadTermsOptions = {},
): Promise<ParsedTerms> {
  const json = typeof given === 'string' ? readJson(given) : given
  const rules = inForce?.agreement.rules
  const listed = await api<BusinessView[]>('/api/businesses')
  const businesses = Object.fromEntries(listed.map(({ name, id }) => [name, id]))
  const only = rules?.business ?? (listed.length === 1 ? listed[0]?.id : undefined)
  const fallback = chosen ? (businesses[chosen] ?? (chosen as Hex)) : only
  if (fallback) businesses.default = fallback
  const business = businesses[json.business ?? 'default'] ?? (json.business as Hex)
  const quorums: Record<string, Hex> = { default: rules?.quorum ?? stack.quorum, arbiters: stack.arbiters }
  const quorum = quorums[json.quorum ?? 'default'] ?? (json.quorum as Hex)
  const payments = deployment.contracts.Payments
  const currency = json.currency
  return parseTerms(json, {
    now: Math.floor(Date.now() / 1_000),
    businesses,
    quorums,
    accounts: { ...accountsOf(json), ...(inForce ? accountsInForce(json, inForce.agreement) : {}) },
    currencies: currency && business ? { [currency]: currencyUnit(currency, { quorum, business, payments }) } : {},
    salt: bytesToHex(crypto.getRandomValues(new Uint8Array(32))),
    ...(inForce ? { previous: inForce } : {}),
  })
}

/** A party without an account goes on with that of the one party in force of its role. */
function accountsInForce({ parties = [] }: SplitsTermsFile, { parties: known }: Agreement): Record<string, Address> {
  return Object.fromEntries(
    parties.flatMap(({ name, role }) => {
      const same = known.filter(party => party.role === role)
      const [party] = same
      return party && same.length === 1 ? [[name, party.account] as const] : []
    }),
  )
}

export function readJson(file: string): SplitsTermsFile {
  if (!existsSync(file))
    throw new BaseError(
      'FileMissing',
      `There is no file ${file}: name a terms file, for example examples/charging-site/terms.json.`,
    )
  const json = parseJson(file)
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as SplitsTermsFile
  throw new BaseError(
    'FileUnreadable',
    `${file} holds no terms: expected an object with "parties", "clauses" and so on.`,
  )
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
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
