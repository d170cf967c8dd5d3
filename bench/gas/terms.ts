import { readFileSync } from 'node:fs'
import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { externalId, ZERO_HASH } from '@concordat/sdk/ids.ts'
import { agreementDigest } from '@concordat/sdk/splits/terms/digest.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { parseTerms } from '@concordat/sdk/splits/terms/parse.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { type Address, encodeFunctionData, type Hex } from 'viem'
import type { Setup } from './setup.ts'

const signBy = 1_790_000_000
export const totalWeight = 10_000

/** What percent of percent each of `count` parties gets; the last gets what is left. */
export function weightsOf(count: number): number[] {
  const each = Math.floor(totalWeight / count)
  return Array.from({ length: count }, (_, i) => (i < count - 1 ? each : totalWeight - each * (count - 1)))
}

/** Terms that share everything by percentages, at once. */
export function percentages(asset: bigint, accounts: Address[], prose: string): Agreement {
  const shares = weightsOf(accounts.length).map((weight, party) => ({ party, weight }))
  const lock = { topic: ZERO_HASH, subject: ZERO_HASH, by: 0, otherwise: [] }
  return {
    money: { asset },
    parties: accounts.map(account => ({ account, role: 'partner' })),
    rules: {
      quorum: ZERO_HASH,
      arbiters: ZERO_HASH,
      business: ZERO_HASH,
      signBy,
      endsAt: 0,
      maxFreeze: 0,
      ordered: false,
      period: { firstMonth: 0, utcOffsetMinutes: 0, closeAfter: 0 },
      monthly: [],
      clauses: [{ rateBps: 10_000, limit: 0n, total: totalWeight, shares, lock, continues: 0 }],
      registers: [],
    },
    prose: externalId(prose),
    root: ZERO_HASH,
    previous: ZERO_HASH,
  }
}

/** The terms of examples/charging-site, signed by these accounts in their order. */
export function chargingSite(quorum: Hex, accounts: Address[], business: Hex, asset: bigint): Agreement {
  const url = new URL('../../examples/charging-site/terms.json', import.meta.url)
  const file = JSON.parse(readFileSync(url, 'utf8')) as SplitsTermsFile
  return parseTerms(file, {
    now: signBy - 30 * 86_400,
    accounts: Object.fromEntries(file.parties.map(({ name }, i) => [name, accounts[i] as Address])),
    businesses: { default: business },
    quorums: { default: quorum, arbiters: quorum },
    currencies: { XTS: { id: asset, decimals: 2 } },
    salt: externalId('salt'),
  }).agreement
}

export const digestOf = ({ chainId, contracts }: Setup, agreement: Agreement) =>
  agreementDigest(agreement, chainId, contracts.Splits)

/** Puts terms in force in one transaction, whoever sends it. */
export function conclude({ chain, contracts }: Setup, agreement: Agreement, signatures: Hex[]): Promise<number> {
  const data = encodeFunctionData({ abi: splitsAbi, functionName: 'conclude', args: [agreement, signatures] })
  return chain.gasOf({ to: contracts.Splits, data })
}
