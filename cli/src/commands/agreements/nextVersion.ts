import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import { isSameContent } from '@concordat/sdk/splits/terms/amendment.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { formatNextVersion } from '@concordat/sdk/splits/terms/nextVersion.ts'
import type { ParsedTerms } from '@concordat/sdk/splits/terms/parse.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { Context } from '../../context.ts'
import { readJson, readTerms } from '../../terms.ts'
import type { InForce } from './inForce.ts'

export type NextVersionOptions = {
  /** The business the file calls "default", unless it is the agreement's own. */
  business?: string | undefined
  /** Whether clauses that name none begin anew, instead of going on by their place. */
  anew?: boolean | undefined
}

/**
 * Reads a terms file as the next version of an agreement. What the file leaves open stays as it is in force: accounts by role,
 * nodes, and the readable contract. Throws TermsRefused, ContinuationUnclear or NothingChanged.
 */
export async function readNextVersion(
  path: string,
  context: Context,
  inForce: InForce,
  { business, anew = false }: NextVersionOptions = {},
): Promise<ParsedTerms> {
  const json = readJson(path)
  const file = anew ? json : goOn(json, inForce)
  const parsed = await readTerms(file, context, { chosen: business, inForce })
  const agreement: Agreement =
    file.prose === undefined && file.basis === undefined
      ? { ...parsed.agreement, prose: inForce.agreement.prose }
      : parsed.agreement
  // Without its salt nobody can tell whether the text is another one.
  const prose = file.salt === undefined ? inForce.agreement.prose : agreement.prose
  if (isSameContent({ ...agreement, prose }, inForce.agreement)) throw new ConcordatError('NothingChanged')
  return { ...parsed, agreement, digestInput: { ...parsed.digestInput, message: agreement } }
}

/** The version in force as a file, to be changed and given back. */
export function formatInForce({ agreement, names }: InForce): SplitsTermsFile {
  return formatNextVersion(agreement, names)
}

/** Where no clause says what it continues, each goes on from that of its place, if there are as many. */
function goOn(file: SplitsTermsFile, { names }: InForce): SplitsTermsFile {
  const { monthly = [], clauses } = file
  const isReadable = Array.isArray(monthly) && Array.isArray(clauses)
  if (!isReadable || [...monthly, ...clauses].some(entry => entry?.continues !== undefined)) return file
  if (monthly.length !== names.monthly.length || clauses.length !== names.clauses.length) {
    const given = `${monthly.length} + ${clauses.length}`
    throw new ConcordatError('ContinuationUnclear', {
      given,
      expected: `${names.monthly.length} + ${names.clauses.length}`,
    })
  }
  const named = <Entry extends object>(entries: Entry[], known: readonly string[]) =>
    entries.map((entry, index) => ({ ...entry, continues: known[index] }))
  return {
    ...file,
    ...(file.monthly ? { monthly: named(file.monthly, names.monthly) } : {}),
    clauses: named(file.clauses, names.clauses),
  } as SplitsTermsFile
}
