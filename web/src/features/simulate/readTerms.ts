import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import type { AgreementNames } from '@concordat/sdk/splits/terms/context.ts'
import { checkTerms } from '@concordat/sdk/splits/terms/parse.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { type Address, type Hex, keccak256, slice, stringToHex } from 'viem'
import { z } from 'zod'
import { ApiError } from '../../lib/api.ts'
import type { Unit } from '../../lib/format.ts'

/** Terms read from a file, for trying out only. */
export type DraftTerms = { terms: Agreement; names: AgreementNames; asset: Unit }

const Outline = z.looseObject({
  business: z.string().default('default'),
  currency: z.string().optional(),
  decimals: z.number().optional(),
  quorum: z.string().default('default'),
  arbiters: z.string().optional(),
  parties: z.array(z.looseObject({ name: z.string() })),
})

// Who signs by when does not matter for what everybody would get.
const irrelevant = new Set(['DeadlinePassed', 'DeadlineInPast'])

/** Reads a terms file; names that only the chain knows are filled in with stand-ins. */
export function readTerms(text: string): DraftTerms {
  const json = withoutContinuations(parseJson(text))
  // What the outline cannot read is named, with its place, by the check below.
  const outline = Outline.safeParse(json).data ?? Outline.parse({ parties: [] })
  const { business, currency, quorum, arbiters, parties } = outline
  const decimals = outline.decimals ?? decimalsOf(currency)
  const { parsed, problems } = checkTerms(json, {
    now: Math.floor(Date.now() / 1000),
    accounts: Object.fromEntries(parties.map(({ name }) => [name, standInAccount(name)])),
    businesses: { [business]: standInHash(business) },
    quorums: { [quorum]: standInHash(quorum), ...(arbiters ? { [arbiters]: standInHash(arbiters) } : {}) },
    currencies: currency ? { [currency]: { id: 1n, decimals } } : {},
  })
  const relevant = problems.filter(problem => !irrelevant.has(problem.code))
  if (!parsed || relevant.length > 0) throw new ConcordatError('TermsRefused', { problems: relevant })
  return {
    terms: parsed.agreement,
    names: parsed.names,
    asset: { symbol: currency ?? '', decimals: parsed.names.decimals },
  }
}

/** What a clause goes on from changes neither its words nor what it would pay from here on. */
function withoutContinuations(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json
  const strip = (list: unknown) =>
    Array.isArray(list) ? list.map(item => (isObject(item) ? { ...item, continues: undefined } : item)) : list
  const lists = ['monthly', 'clauses'].filter(name => name in json)
  return { ...json, ...Object.fromEntries(lists.map(name => [name, strip((json as Record<string, unknown>)[name])])) }
}

const isObject = (item: unknown): item is object => typeof item === 'object' && item !== null

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ApiError(422, { code: 'FileNotJson', message: String(cause) })
  }
}

const standInHash = (name: string): Hex => keccak256(stringToHex(name))
const standInAccount = (name: string): Address => slice(standInHash(name), 12)

/** The decimals of an ISO 4217 currency. */
function decimalsOf(currency: string | undefined): number {
  if (!currency || !/^[A-Z]{3}$/.test(currency)) return 2
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
}
