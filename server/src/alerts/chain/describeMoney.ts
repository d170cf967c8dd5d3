import type { AlertKind } from '@concordat/sdk/alerts/en.ts'
import type { AgreementView, AssetView, News } from '@concordat/sdk/views.ts'
import { type Address, isAddressEqual, zeroAddress } from 'viem'
import type { Alert } from '../raise.ts'
import { accountsOf, versionOf } from './describeEvent.ts'

/** An alert of a day that grows with each part: hundreds of customers may pay an agreement in one day. */
export type GrowingAlert = Alert & {
  /** Which part this is, and by how much the sum grows. */
  part: string
  amount: string
  /** When the day is over, Unix seconds. */
  until: number
}

const day = 86_400

/** Payments and refunds that an agreement booked, for its parties: one alert a day. */
export function describeBooking(
  { root, asset, payment }: Extract<News, { type: 'booking' }>,
  { accounts, business }: Concerned,
): GrowingAlert {
  const kind = payment.kind === 'refund' ? 'refundsBooked' : 'paymentsReceived'
  const part = [payment.kind, payment.paymentKey, payment.refundId ?? '', payment.transaction].join(':')
  return growing(kind, { accounts, subject: root, asset, business, at: payment.timestamp }, part, payment.amount)
}

/** Money that reached somebody's own account: shares of an agreement one alert a day, anything else by itself. */
export function describeEntry({
  account,
  asset,
  entry,
}: Extract<News, { type: 'entry' }>): { growing: GrowingAlert } | { alert: Alert } | null {
  const { kind, transaction, agreement, digest, counterparty, amount, timestamp } = entry
  if (kind === 'settlement' && agreement) {
    const part = [transaction, account, digest ?? '', amount].join(':')
    const on = { accounts: [account], subject: agreement, asset, at: timestamp }
    return { growing: growing('shareReceived', on, part, amount) }
  }
  const isOwnAct = kind === 'deposit' && isAddressEqual(account, counterparty)
  if (agreement || isOwnAct) return null
  const { symbol, decimals } = asset
  const args = { amount, symbol, decimals, from: counterparty }
  const key = ['moneyReceived', transaction, asset.id, counterparty, amount].join(':')
  return { alert: { accounts: [account], kind: 'moneyReceived', subject: account, args, key } }
}

/** A payment that its agreement refused: its parties miss it, and the payer has it back. */
export function describeReturned(
  { root, asset, payment }: Extract<News, { type: 'returned' }>,
  agreement: AgreementView | null,
): Alert {
  const { accounts, business } = agreement ? concerned(agreement) : { accounts: [], business: undefined }
  const { symbol, decimals } = asset
  const payer = isAddressEqual(payment.payer, zeroAddress) ? [] : [payment.payer]
  return {
    accounts: [...accounts, ...payer],
    kind: 'paymentFailed',
    subject: root,
    args: { business, amount: payment.amount, symbol, decimals, payer: payment.payer },
    key: `paymentFailed:${payment.fact}`,
  }
}

/** Whom the money of an agreement concerns. */
export type Concerned = { accounts: Address[]; business: string }

export function concerned(agreement: AgreementView): Concerned {
  const version = versionOf(agreement, agreement.digest)
  return { accounts: version ? accountsOf(version) : [], business: agreement.business }
}

type On = { accounts: Address[]; subject: string; asset: AssetView; business?: string; at: number }

function growing(kind: AlertKind, on: On, part: string, amount: string): GrowingAlert {
  const { accounts, subject, asset, business, at } = on
  const date = new Date(at * 1000).toISOString().slice(0, 10)
  const { symbol, decimals } = asset
  // A share is one account's own, revenue is the agreement's.
  const owner = kind === 'shareReceived' ? `:${accounts[0]}` : ''
  return {
    accounts,
    kind,
    subject,
    args: { ...(business ? { business } : {}), date, symbol, decimals },
    key: `${kind}:${subject}:${asset.id}:${date}${owner}`,
    part,
    amount,
    until: Math.floor(at / day) * day + day,
  }
}
