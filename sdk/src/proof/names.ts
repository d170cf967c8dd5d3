import type { AgreementNames } from '../splits/terms/context.ts'
import type { SplitsTermsFile } from '../splits/terms/file.ts'
import type { ProofNames } from './bundle.ts'
import { plainLine } from './text.ts'

const line = (name: string) => plainLine(name.trim())
const lines = (items: readonly { name: string }[]) => items.map(({ name }) => line(name))

/** The names of a terms file as a bundle carries them. */
export function namesOfFile({ title, parties, monthly = [], clauses, registers = [] }: SplitsTermsFile): ProofNames {
  const meters = monthly.flatMap(({ price }) => (price ? [price] : []))
  const milestones = clauses.flatMap(({ lock }) => (lock ? [lock.milestone.trim()] : []))
  return {
    title: line(title),
    parties: lines(parties),
    monthly: lines(monthly),
    clauses: lines(clauses),
    registers: lines(registers),
    meters: [
      ...new Map(
        meters.map(({ meter, unit, decimals = 3 }) => {
          const name = meter.trim()
          return [name, { name, unit: line(unit), decimals }]
        }),
      ).values(),
    ],
    milestones: [...new Set(milestones)],
  }
}

/** The names that came with parsed terms. */
export function proofNames(names: AgreementNames): ProofNames {
  return {
    title: line(names.title),
    parties: names.parties.map(line),
    monthly: names.monthly.map(line),
    clauses: names.clauses.map(line),
    registers: names.registers.map(line),
    meters: Object.values(names.meters),
    milestones: Object.values(names.milestones),
  }
}
