import type { Ending } from '../payouts/settle.ts'

// The processor's test numbers, by the digits their countries' forms share, and one of the sandbox's own: paid, then returned.
const endings: [RegExp, Ending][] = [
  [/1{7}6$|440532013001$/, { outcome: 'fail', code: 'no_account' }],
  [/1{7}3$|440532013002$/, { outcome: 'fail', code: 'account_closed' }],
  [/2{7}7$|440532013003$/, { outcome: 'fail', code: 'insufficient_funds' }],
  [/3{7}5$|440532013004$/, { outcome: 'fail', code: 'debit_not_authorized' }],
  [/4{7}0$|440532013005$/, { outcome: 'fail', code: 'invalid_currency' }],
  [/5{7}8$/, { outcome: 'return', code: 'account_closed' }],
]

/** How payouts to this account number end. */
export function failureOf(number: string): Ending {
  return endings.find(([pattern]) => pattern.test(number))?.[1] ?? { outcome: 'succeed' }
}
