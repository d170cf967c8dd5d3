import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { isAddressEqual } from 'viem'
import type { ReadableTerms } from '../useTerms.ts'
import { type ClauseChange, compareClauses } from './compareClauses.ts'

/** What the words of the terms do not show but the signature covers. */
export type Unsaid = 'business' | 'quorum' | 'arbiters' | 'registers' | 'prose'

/** What a new version of terms changes. */
export type Changes = {
  /** Places of new parties in the new version, and of those who leave in the old one. */
  joined: number[]
  left: number[]
  /** Sentences about the whole that no longer hold, and that hold from then on. */
  dropped: string[]
  added: string[]
  unsaid: Unsaid[]
  clauses: ClauseChange[]
  /** How many clauses stay word for word. */
  kept: number
}

/** Holds a new version against the one it replaces. */
export function compareTerms(before: ReadableTerms, after: ReadableTerms): Changes {
  const all = compareClauses(before, after)
  const clauses = all.filter(({ kind }) => kind !== 'kept')
  return {
    joined: missingFrom(before.terms, after.terms),
    left: missingFrom(after.terms, before.terms),
    dropped: before.text.general.filter(sentence => !after.text.general.includes(sentence)),
    added: after.text.general.filter(sentence => !before.text.general.includes(sentence)),
    unsaid: unsaidOf(before.terms, after.terms),
    clauses,
    kept: all.length - clauses.length,
  }
}

const missingFrom = (without: Agreement, parties: Agreement) =>
  parties.parties.flatMap(({ account }, index) =>
    without.parties.some(other => isAddressEqual(other.account, account)) ? [] : [index],
  )

function unsaidOf(before: Agreement, after: Agreement): Unsaid[] {
  const registers = ({ rules }: Agreement) => rules.registers.map(({ root, total }) => `${root}${total}`).join()
  const differs: Record<Unsaid, boolean> = {
    business: before.rules.business !== after.rules.business,
    quorum: before.rules.quorum !== after.rules.quorum,
    arbiters: before.rules.arbiters !== after.rules.arbiters,
    registers: registers(before) !== registers(after),
    prose: before.prose !== after.prose,
  }
  return (Object.keys(differs) as Unsaid[]).filter(each => differs[each])
}
