import type { Agreement, Clause, Share } from '../terms/types.ts'
import type { Standing } from './types.ts'

const ONE = 10_000n

/** How many receivers the terms have: parties, then registers. */
export function receiversOf(agreement: Agreement): number {
  return agreement.parties.length + agreement.rules.registers.length
}

/** Whether the terms have an accounting period. */
export function hasPeriod(agreement: Agreement): boolean {
  return agreement.rules.period.closeAfter !== 0
}

/**
 * What the cumulative clauses take of the base: a monotone function that sums to it.
 * @param base Revenue that has ever reached them, in the asset's smallest unit.
 * @param continued Per clause what the clauses it continues had taken; counts towards the limit only.
 */
export function takenOfBase(clauses: readonly Clause[], base: bigint, continued: readonly bigint[] = []): bigint[] {
  let rest = base
  return clauses.map((clause, index) => {
    let taken = (BigInt(clause.rateBps) * rest) / ONE
    if (clause.limit > 0n) {
      const left = clause.limit - (continued[index] ?? 0n)
      if (left < taken) taken = left > 0n ? left : 0n
    }
    rest -= taken
    return taken
  })
}

/** What every clause has ever taken under this version, by running index: monthly clauses, then cumulative ones. */
export function takenOf(agreement: Agreement, standing: Standing): bigint[] {
  return [...standing.taken, ...takenOfBase(agreement.rules.clauses, standing.base, standing.continued)]
}

/** Who a cumulative clause pays now: nobody while its lock waits. */
function sharesNow(clause: Clause, status: Standing['locks'][number] | undefined): readonly Share[] {
  if (status === 'waiting') return []
  return status === 'lapsed' ? clause.lock.otherwise : clause.shares
}

function divide(taken: bigint, total: number, shares: readonly Share[], receivers: number): bigint[] {
  const amounts = Array<bigint>(receivers).fill(0n)
  for (const { party, weight } of shares) {
    amounts[party] = (amounts[party] ?? 0n) + (taken * BigInt(weight)) / BigInt(total)
  }
  return amounts
}

/** What each receiver is entitled to, per clause by running index; each share is rounded down. */
export function entitledByClause(agreement: Agreement, standing: Standing): bigint[][] {
  const { monthly, clauses } = agreement.rules
  const receivers = receiversOf(agreement)
  const taken = takenOf(agreement, standing)
  const senior = monthly.map((clause, index) => divide(taken[index] ?? 0n, clause.total, clause.shares, receivers))
  const junior = clauses.map((clause, index) => {
    const shares = sharesNow(clause, standing.locks[index])
    return divide(taken[monthly.length + index] ?? 0n, clause.total, shares, receivers)
  })
  return [...senior, ...junior]
}

/** What each receiver (parties, then registers) is entitled to under this version. */
export function entitledOf(agreement: Agreement, standing: Standing): bigint[] {
  const sums = Array<bigint>(receiversOf(agreement)).fill(0n)
  for (const amounts of entitledByClause(agreement, standing)) {
    for (const [party, amount] of amounts.entries()) sums[party] = (sums[party] ?? 0n) + amount
  }
  return sums
}

/** What each receiver would get of waiting clauses if they unlocked now; no part of what it is entitled to. */
export function lockedOf(agreement: Agreement, standing: Standing): bigint[] {
  const open = standing.locks.map(status => (status === 'waiting' ? 'unlocked' : status))
  const entitled = entitledOf(agreement, standing)
  return entitledOf(agreement, { ...standing, locks: open }).map((amount, party) => amount - (entitled[party] ?? 0n))
}
