import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'

/** What terms have in common for which the same assumptions can be made. */
export const formatKey = ({ parties, rules }: Agreement) =>
  [parties.length, rules.monthly.length, rules.clauses.length, ...rules.monthly.map(({ meter }) => meter)].join()
