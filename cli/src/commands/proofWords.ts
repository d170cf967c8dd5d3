import { existsSync, readFileSync } from 'node:fs'
import { JournalView } from '@concordat/sdk/drafts/views.ts'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import { proofNames } from '@concordat/sdk/proof/names.ts'
import { type Words, wordsOfJournal } from '@concordat/sdk/proof/wordsOfJournal.ts'
import { proseHash } from '@concordat/sdk/splits/terms/parse.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import type { Hex } from 'viem'
import type { Context } from '../context.ts'
import { readTerms } from '../terms.ts'

type Options = { terms?: string; business?: string; salt?: Hex; journal?: string[] }

/** Names, readable contracts and journals by the version they belong to, as far as files with them are given. */
export async function readWords(
  view: AgreementView,
  context: Context,
  { journal = [], terms, ...more }: Options,
): Promise<Record<Hex, Words>> {
  const fromTerms = terms ? await readTermsWords(view, context, terms, more) : {}
  const fromJournals = journal.map(file => {
    const words = wordsOfJournal(readJournal(file))
    const version = view.versions.find(one => isProse(one.terms, proseHash(words.prose.text, words.prose.salt)))
    if (!version) throw new ConcordatError('JournalOfOtherTerms', { what: 'prose' })
    return [version.digest, words] as const
  })
  return { ...fromTerms, ...Object.fromEntries(fromJournals) }
}

/** From a terms file: for the first version, or the one whose prose it is. */
async function readTermsWords(
  view: AgreementView,
  context: Context,
  terms: string,
  { business, salt }: Pick<Options, 'business' | 'salt'>,
): Promise<Record<Hex, Words>> {
  requireFile(terms)
  const { agreement, names } = await readTerms(terms, context, { chosen: business })
  const known = salt ?? (JSON.parse(readFileSync(terms, 'utf8')) as { salt?: Hex }).salt
  const prose = names.prose && known ? { text: names.prose.text, salt: known } : undefined
  const version = prose && view.versions.find(one => isProse(one.terms, proseHash(prose.text, prose.salt)))
  const words = { names: proofNames(names), ...(version && prose ? { prose } : {}) }
  const digest = version?.digest ?? view.versions.find(one => one.previous === agreement.previous)?.digest ?? view.root
  return { [digest]: words }
}

function readJournal(file: string): JournalView {
  requireFile(file)
  try {
    return JournalView.parse(JSON.parse(readFileSync(file, 'utf8'))) as JournalView
  } catch (cause) {
    throw new BaseError('FileNotJournal', `${file} is not the journal of a draft.`, { cause })
  }
}

function requireFile(file: string): void {
  if (!existsSync(file)) throw new BaseError('FileMissing', `There is no file ${file}: name one that exists.`)
}

const isProse = (terms: Hex, hash: Hex) => terms.includes(hash.slice(2))
