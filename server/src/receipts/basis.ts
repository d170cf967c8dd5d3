import { Basis, splitBasis } from '@concordat/sdk/splits/terms/basis.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import { proseHash } from '@concordat/sdk/splits/terms/parse.ts'
import type { AgreementView } from '@concordat/sdk/views.ts'
import { type Hex, zeroHash } from 'viem'
import type { Sql } from '../database/connect.ts'
import { refuse } from '../sessions/refuse.ts'

/**
 * What the terms in force say of fees and tax: null where they say nothing, undefined where their prose is not known here. An
 * amendment may keep the prose of the version before, and then says the same.
 */
export async function findBasis(sql: Sql, view: AgreementView): Promise<Basis | null | undefined> {
  const { prose } = decodeTerms(view.terms)
  const kept = prose === zeroHash ? [] : view.versions.filter(({ terms }) => decodeTerms(terms).prose === prose)
  const digests = [view.digest, ...kept.map(({ digest }) => digest)]
  const [found] = await sql<{ basis: unknown }[]>`
    select terms -> 'basis' as basis from drafts where proposal ->> 'digest' in ${sql(digests)}
    union all select basis from agreement_basis where digest in ${sql(digests)} limit 1`
  return found && (Basis.safeParse(found.basis).data ?? null)
}

/** Keeps what the prose of signed terms says of fees and tax. The prose itself is not kept. */
export async function keepBasis(sql: Sql, digest: Hex, prose: string): Promise<Basis | null> {
  const { basis = null } = splitBasis(prose.replace(/\n\nJournal: 0x[0-9a-f]{64}$/, ''))
  await sql`
    insert into agreement_basis (digest, basis) values (${digest}, ${sql.json(basis)}) on conflict (digest) do nothing`
  return basis
}

/** Takes the prose of an agreement's terms from whoever has it; throws ProseDiffers unless its hash is in signed terms. */
export async function showProse(sql: Sql, view: AgreementView, { text, salt }: { text: string; salt: Hex }) {
  const hash = proseHash(text, salt)
  const versions = [{ digest: view.digest, terms: view.terms }, ...view.versions]
  const version = versions.find(({ terms }) => decodeTerms(terms).prose === hash)
  if (!version) throw refuse(422, 'ProseDiffers', { given: hash })
  return keepBasis(sql, version.digest, text)
}
