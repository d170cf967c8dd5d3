import { splitLedgerId } from '../ids.ts'
import { hasPeriod } from '../splits/fold/entitled.ts'
import { isEvent } from './events.ts'
import type { Report } from './report.ts'
import type { Proven } from './verifyBundle.ts'

/** Says what the money of a proven agreement leaves open. */
export function listMoneyGaps(proven: Proven, report: Report): void {
  const { versions, events, replay, paid, unit, unbooked } = proven
  const asset = versions[0]?.terms.money.asset ?? 0n
  const { issuer, series } = splitLedgerId(asset)
  if (!unit) report.leaveOpen('unit', issuer)
  // Only an issuer refunds; without months the contract keeps sums, and no number of entries.
  if (series !== 0n && versions.some(({ terms }) => !hasPeriod(terms))) report.leaveOpen('cancelled', '')
  if (unbooked > 0n) report.leaveOpen('unbooked', '', { amount: unbooked })
  for (const { account, passedOn } of paid)
    if (passedOn) report.leaveOpen('registers', account, { amount: passedOn.amount, transfers: passedOn.transfers })
  const others = events.filter(isEvent('SurplusDivided')).filter(({ args }) => args.id !== asset)
  if (others.length > 0) report.leaveOpen('otherUnits', '', { count: others.length })
  if (replay.status === 'completed') report.leaveOpen('afterEnd', '')
  for (const { args } of events.filter(isEvent('AgreementSuperseded')))
    report.leaveOpen('successor', args.successor, { amount: replay.movedOut })
}
