import { type Address, getAddress, type Hex } from 'viem'
import { accountOf, receivableKey, registerKey, splitLedgerId } from '../ids.ts'
import type { Contracts, EventOf, ProvenEvent } from './events.ts'
import { isEvent } from './events.ts'
import type { Replay } from './replay.ts'
import { demand } from './report.ts'
import type { ProvenVersion } from './terms.ts'

export type PaidTo = { account: Address; role: string; amount: bigint }

export type TotalsParameters = {
  contracts: Contracts
  root: Hex
  account: Address
  versions: readonly ProvenVersion[]
  events: readonly ProvenEvent[]
  replay: Replay
  /** What the account holds at the checkpoint, as the Ledger's storage proves. */
  balance: bigint
}

/** Adds up the transfers: in less out is what the account holds, and each receiver got what the terms give it. */
export function addTransfers(parameters: TotalsParameters) {
  const { contracts, root, account, versions, events, replay, balance } = parameters
  const transfers = events.filter(isEvent('Transfer'))
  const isAccount = (address: Address) => address.toLowerCase() === account.toLowerCase()
  const incoming = total(transfers.filter(({ args }) => isAccount(args.to)))
  const outgoing = transfers.filter(({ args }) => isAccount(args.from))
  const held = incoming - total(outgoing)
  demand(held === balance, 'BalanceDiffers', { given: held, expected: balance })

  const { fold, surplus, returned, status } = replay
  const given = new Map<Address, bigint>()
  for (const { args } of outgoing) given.set(args.to, (given.get(args.to) ?? 0n) + args.amount)
  const asset = versions[0]?.terms.money.asset ?? 0n
  const { issuer } = splitLedgerId(asset)
  const receivable = accountOf(contracts.Ledger, issuer, receivableKey(contracts.Splits, root, asset))
  demand((given.get(receivable) ?? 0n) === returned, 'ReturnedDiffers', {
    given: given.get(receivable) ?? 0n,
    expected: returned,
  })
  given.delete(receivable)
  if (status === 'superseded')
    for (const { args } of events.filter(isEvent('AgreementSuperseded')))
      given.delete(accountOf(contracts.Ledger, args.successor, root))

  const paid = sharesOf(versions, replay, parameters)
  let extra = 0n
  for (const { account, amount } of paid) {
    const got = given.get(account) ?? 0n
    demand(surplus === 0n ? got === amount : got >= amount, 'PaidOtherwise', { account, given: got, expected: amount })
    extra += got - amount
    given.delete(account)
  }
  const others = [...given.values()].reduce((sum, amount) => sum + amount, 0n)
  demand(extra === surplus && others === 0n, 'PaidOtherwise', { account: [...given.keys()][0] ?? '', given: others })
  if (status !== 'superseded') demand(balance >= fold.balance - surplus, 'BalanceDiffers', { given: balance })
  return { paid, balance, transfers: transfers.length }
}

const total = (transfers: EventOf<'Transfer'>[]) => transfers.reduce((sum, { args }) => sum + args.amount, 0n)

/** What each receiver was paid under all versions, by account, parties of the version in force first. */
function sharesOf(
  versions: readonly ProvenVersion[],
  { fold }: Replay,
  { contracts, root }: Pick<TotalsParameters, 'contracts' | 'root'>,
): PaidTo[] {
  const paid = new Map<Address, PaidTo>()
  for (const [i, { terms }] of [...versions.entries()].reverse()) {
    const registers = terms.rules.registers.map(register => ({
      account: accountOf(contracts.Ledger, contracts.Splits, registerKey(root, register)),
      role: 'register',
    }))
    for (const [receiver, { account, role }] of [...terms.parties, ...registers].entries()) {
      const key = getAddress(account)
      const amount = (paid.get(key)?.amount ?? 0n) + (fold.versions[i]?.paid[receiver] ?? 0n)
      paid.set(key, { account: key, role: paid.get(key)?.role ?? role, amount })
    }
  }
  return [...paid.values()]
}

/** Where the agreement's account is. */
export const agreementAccount = ({ Ledger, Splits }: Contracts, root: Hex) => accountOf(Ledger, Splits, root)

/** Checks that every receipt that came with a payment key was issued by Payments for it, and every refund returned. */
export function matchPayments(events: readonly ProvenEvent[], contracts: Contracts, asset: bigint) {
  const { issuer } = splitLedgerId(asset)
  if (issuer.toLowerCase() !== contracts.Payments.toLowerCase()) return { payments: 0, refunds: 0 }
  const name = (...parts: unknown[]) => parts.join(' ')
  const tx = ({ place }: ProvenEvent) => `${place.block} ${place.index}`
  const issued = events
    .filter(isEvent('PaymentIssued'))
    .filter(({ args }) => args.delivered && args.receipt.payee.toLowerCase() === contracts.Splits.toLowerCase())
  const booked = events.filter(isEvent('ReceiptBooked')).filter(({ args }) => BigInt(args.paymentKey) !== 0n)
  const refunded = events.filter(isEvent('PaymentRefunded'))
  const returned = events.filter(isEvent('RefundBooked'))
  requireSame(
    booked.map(event => name(tx(event), event.args.paymentKey, event.args.amount, event.args.payer)),
    issued.map(event => name(tx(event), event.args.paymentKey, event.args.receipt.amount, event.args.receipt.payer)),
  )
  requireSame(
    returned.map(event => name(tx(event), event.args.paymentKey, event.args.amount)),
    refunded
      .filter(event => returned.some(({ args }) => args.paymentKey === event.args.paymentKey))
      .map(event => name(tx(event), event.args.paymentKey, event.args.amount)),
  )
  return { payments: issued.length, refunds: returned.length }
}

function requireSame(booked: string[], issued: string[]): void {
  demand(String(booked.sort()) === String(issued.sort()), 'PaymentsDiffer', {
    given: booked.length,
    expected: issued.length,
  })
}
