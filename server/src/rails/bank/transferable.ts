import { isIban } from '@concordat/sdk/payments/bank/references.ts'
import { ApiError } from '../../errors.ts'

/** The longest name that a bank's file takes. */
const longestName = 140

/** The IBAN of a receiving account that a bank can be told to pay to; throws when it cannot. */
export function requireTransferable({ holder, account }: { holder: string; account: string }): string {
  requireIban(account)
  if (holder.length > longestName || /\p{Cc}/u.test(holder))
    throw new ApiError(422, 'HolderUnwritable', `A bank takes names of at most ${longestName} plain characters.`)
  return account
}

export function requireIban(account: string): void {
  if (!isIban(account))
    throw new ApiError(
      422,
      'IbanUnreadable',
      'The account is no IBAN, or a digit of it is wrong; compare it with your bank.',
    )
}
