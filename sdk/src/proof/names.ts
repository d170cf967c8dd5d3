import type { AgreementNames } from '../splits/terms/context.ts'
import type { ProofNames } from './bundle.ts'

/** The names of a terms file as a bundle carries them. */
export function proofNames(names: AgreementNames): ProofNames {
  return {
    title: names.title,
    parties: [...names.parties],
    monthly: [...names.monthly],
    clauses: [...names.clauses],
    registers: [...names.registers],
    meters: Object.values(names.meters),
    milestones: Object.values(names.milestones),
  }
}
