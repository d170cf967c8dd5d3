import { randomBytes } from 'node:crypto'
import { readTerms, seedDraft } from '@concordat/sdk/drafts/document.ts'
import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import { isSameContent } from '@concordat/sdk/splits/terms/amendment.ts'
import type { AgreementNames } from '@concordat/sdk/splits/terms/context.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { formatNextVersion } from '@concordat/sdk/splits/terms/nextVersion.ts'
import { checkTerms } from '@concordat/sdk/splits/terms/parse.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { type Address, type Hex, isAddressEqual, toHex } from 'viem'
import * as Y from 'yjs'
import type { Context } from '../../context.ts'
import { refuse } from '../../sessions/refuse.ts'
import { contextOf } from '../check.ts'
import type { AmendsRow } from '../store.ts'
import { type Language, namesOf } from './namesOf.ts'

type Given = { root: Hex; account: Address; language: Language }

/**
 * What a draft that changes an agreement begins with: the terms in force as a file. It is read back and must give exactly them,
 * so that whoever compares the draft with it compares with what was signed.
 */
export async function seedAmendment(context: Context, { root, account, language }: Given): Promise<AmendsRow> {
  const view = await context.indexer.getAgreement(root)
  if (!view) throw refuse(404, 'AgreementUnknown', { root })
  const { status, digest, terms } = view
  if (status !== 'effective' && status !== 'frozen') throw refuse(409, 'AgreementNotAmendable', { status })
  const inForce = decodeTerms(terms)
  if (!inForce.parties.some(party => isAddressEqual(party.account, account)))
    throw refuse(403, 'NotAParty', { account })
  const base = throughDocument(formatFile(inForce, await namesOf(context, view, inForce, language)))
  const version = view.versions.filter(({ concludedAt }) => concludedAt !== null).length + 1
  const amends: AmendsRow = { root, digest, version: Math.max(2, version), terms, base }
  const { parsed } = checkTerms(base, await contextOf(context.sql, context, base, amends))
  // The readable contract may be unknown here, or end with the journal of its own draft.
  if (!parsed || !isSameContent({ ...parsed.agreement, prose: inForce.prose }, inForce))
    throw refuse(422, 'TermsNotEditable')
  return amends
}

function formatFile(inForce: Agreement, names: AgreementNames): SplitsTermsFile {
  try {
    return formatNextVersion(inForce, names)
  } catch (cause) {
    if (cause instanceof ConcordatError) throw refuse(422, 'TermsNotEditable')
    throw cause
  }
}

/** The file as a draft's document gives it back, so that a draft without changes equals it. */
function throughDocument(file: SplitsTermsFile): SplitsTermsFile {
  const doc = new Y.Doc()
  seedDraft(doc, { ...file, salt: file.salt ?? toHex(randomBytes(32)) })
  return readTerms(doc)
}
