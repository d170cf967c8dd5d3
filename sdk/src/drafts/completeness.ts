import { type Address, isAddress, isAddressEqual } from 'viem'
import type { TermsContext } from '../splits/terms/context.ts'
import type { SplitsTermsFile } from '../splits/terms/file.ts'
import { checkTerms } from '../splits/terms/parse.ts'
import { collectProblems, type Problem } from '../splits/terms/problems.ts'
import { canonical } from './document.ts'
import { checkFigures } from './figures.ts'

/** What a draft is checked against beside what terms are read with. */
export type DraftContext = TermsContext & {
  /** Who took each party's seat, in the order of the parties; without it seats are not checked. */
  seats?: readonly (Address | null)[]
  /** For an amendment: the file of the version in force, with every clause going on. */
  base?: SplitsTermsFile
}

/**
 * Everything that is missing in a draft or contradicts something else in it: whatever would keep the terms from being proposed,
 * seats nobody took, and figures against the words beside them. Nobody can confirm before the list is empty.
 */
export function checkDraft(file: unknown, context: DraftContext): Problem[] {
  const { parsed, problems: found } = checkTerms(file, context)
  const { problems, report } = collectProblems()
  const { parties, prose } = file as { parties?: unknown; prose?: unknown }

  const list = Array.isArray(parties) ? (parties as { name?: unknown; account?: unknown }[]) : []
  const empty = new Set<string>()
  for (const [index, party] of context.seats ? list.entries() : []) {
    const seat = context.seats?.[index] ?? null
    const path = `parties[${index}].account`
    if (seat === null) {
      empty.add(path)
      report(path, 'SeatEmpty', { party: party.name ?? index + 1 })
    } else if (typeof party.account === 'string' && isAddress(party.account) && !isAddressEqual(party.account, seat)) {
      report(path, 'SeatDiffers', { party: party.name, given: party.account, expected: seat })
    }
  }

  const rules = parsed?.agreement.rules
  if (rules && rules.endsAt !== 0 && !found.some(({ path }) => path === 'endsAt' || path === 'signBy')) {
    if (rules.endsAt <= rules.signBy)
      report('endsAt', 'EndsBeforeSigning', { given: rules.endsAt, limit: rules.signBy })
  }
  if (context.base && sayTheSame(context.base, file as SplitsTermsFile)) report('clauses', 'NothingChanged')
  // Terms that were signed before stay as they are until somebody states it.
  const { processor, basis } = file as Partial<SplitsTermsFile>
  if (processor !== undefined && basis === undefined && (!context.base || context.base.basis))
    report('basis', 'BasisMissing')
  if (typeof prose === 'string') checkFigures(prose, report)
  // An empty seat is why the account is missing.
  return [...found.filter(({ path, code }) => !(code === 'AccountMissing' && empty.has(path))), ...problems]
}

/** Whether two files differ in nothing but the deadline to sign. */
function sayTheSame({ signBy: _, ...one }: SplitsTermsFile, { signBy: __, ...other }: SplitsTermsFile): boolean {
  return canonical(one) === canonical(other)
}
