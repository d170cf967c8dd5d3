import { type Address, getAddress, type Hex } from 'viem'
import { accountOf, receivableKey, splitLedgerId } from '../ids.ts'
import type { Agreement } from '../splits/terms/types.ts'
import { type Contracts, type EventOf, isEvent, type ProvenEvent } from './events.ts'
import { type RegisterAccount, registersOf } from './registers.ts'
import type { Replay } from './replay.ts'
import { demand } from './report.ts'
import type { Kept } from './state.ts'
import type { ProvenVersion } from './terms.ts'

/** What a receiver got, in the asset's smallest unit. */
export type PaidTo = {
  account: Address
  role: string
  amount: bigint
  /** The part of it that was divided after the end. */
  afterEnd: bigint
  /** Set for a register: what its receivers got of it, and how many transfers that were. */
  passedOn: { amount: bigint; transfers: number } | null
}

export type TotalsParameters = {
  contracts: Contracts
  root: Hex
  account: Address
  registers: readonly RegisterAccount[]
  versions: readonly ProvenVersion[]
  events: readonly ProvenEvent[]
  replay: Replay
  kept: Kept
}

/** Adds up the transfers: in less out is what the account holds, and each receiver got what the terms give it. */
export function addTransfers(parameters: TotalsParameters) {
  const { contracts, root, account, registers, versions, events, replay, kept } = parameters
  const { balance } = kept
  const transfers = events.filter(isEvent('Transfer'))
  const from = (one: Address) => transfers.filter(({ args }) => getAddress(args.from) === getAddress(one))
  const outgoing = from(account)
  const incoming = transfers.filter(({ args }) => getAddress(args.to) === getAddress(account))
  const held = total(incoming) - total(outgoing)
  demand(held === balance, 'BalanceDiffers', { given: held, expected: balance })

  const { fold, returned, movedOut } = replay
  const given = new Map<Address, bigint>()
  for (const { args } of outgoing) given.set(args.to, (given.get(args.to) ?? 0n) + args.amount)
  const take = (to: Address) => {
    const amount = given.get(to) ?? 0n
    given.delete(to)
    return amount
  }
  const asset = versions[0]?.terms.money.asset ?? 0n
  const { issuer } = splitLedgerId(asset)
  const back = take(accountOf(contracts.Ledger, issuer, receivableKey(contracts.Splits, root, asset)))
  demand(back === returned, 'ReturnedDiffers', { given: back, expected: returned })
  for (const { args } of events.filter(isEvent('AgreementSuperseded'))) {
    const moved = take(accountOf(contracts.Ledger, args.successor, root))
    demand(moved === movedOut, 'MovedOtherwise', { given: moved, expected: movedOut })
  }

  const afterEnd = divideAfterEnd(parameters, asset)
  const paid = sharesOf(parameters, afterEnd)
  for (const { account, amount } of paid) {
    const got = take(account)
    demand(got === amount, 'PaidOtherwise', { account, given: got, expected: amount })
  }
  const [other] = [...given].filter(([, amount]) => amount > 0n)
  demand(other === undefined, 'PaidOtherwise', { account: other?.[0], given: other?.[1] })
  const unbooked = balance - fold.balance
  demand(unbooked >= 0n, 'BalanceDiffers', { given: fold.balance, expected: balance })

  for (const { key, account } of registers) {
    const { credited = 0n, balance: left = 0n } = kept.registers.get(account) ?? {}
    const line = paid.find(one => one.account === account)
    demand(credited === (line?.amount ?? 0n), 'StateDiffers', {
      ...{ what: 'register', given: credited, expected: line?.amount ?? 0n },
    })
    const payouts = from(account).filter(({ args }) => args.amount > 0n)
    const settled = events.filter(isEvent('RegisterSettled')).filter(({ args }) => args.registerKey === key)
    const said = settled.filter(({ args }) => args.id === asset).reduce((sum, { args }) => sum + args.paid, 0n)
    demand(total(payouts) === said && left >= credited - said, 'PaidOtherwise', {
      ...{ account, given: total(payouts), expected: said },
    })
    if (line) line.passedOn = { amount: said, transfers: payouts.length }
  }
  return { paid, balance, unbooked, transfers: transfers.length }
}

const total = (transfers: EventOf<'Transfer'>[]) => transfers.reduce((sum, { args }) => sum + args.amount, 0n)

/** What receivers got of units that came after the end: the shares of the last clause of all that was there. */
function divideAfterEnd({ versions, events, account, root, contracts }: TotalsParameters, asset: bigint) {
  const extra = new Map<Address, bigint>()
  const { terms } = versions.at(-1) as ProvenVersion
  const last = terms.rules.clauses.at(-1)
  const receivers = receiversOf(terms, root, contracts)
  let held = 0n
  for (const event of events) {
    if (event.eventName === 'Transfer') {
      if (getAddress(event.args.to) === getAddress(account)) held += event.args.amount
      if (getAddress(event.args.from) === getAddress(account)) held -= event.args.amount
    }
    if (event.eventName !== 'SurplusDivided' || event.args.id !== asset || !last) continue
    let sum = 0n
    for (const { party, weight } of last.shares) {
      const to = receivers[party]?.account as Address
      const amount = (held * BigInt(weight)) / BigInt(last.total)
      extra.set(to, (extra.get(to) ?? 0n) + amount)
      sum += amount
    }
    demand(sum === event.args.paid, 'ComputedOtherwise', {
      ...{ event: event.eventName, block: event.place.block, expected: sum, given: event.args.paid },
    })
  }
  return extra
}

/** Parties, then registers. */
const receiversOf = (terms: Agreement, root: Hex, contracts: Contracts) => [
  ...terms.parties.map(({ account, role }) => ({ account: getAddress(account), role, isRegister: false })),
  ...registersOf(terms, root, contracts).map(({ account }) => ({ account, role: 'register', isRegister: true })),
]

/** What each receiver is to have under all versions, by account, parties of the version in force first. */
function sharesOf({ versions, replay, root, contracts }: TotalsParameters, afterEnd: Map<Address, bigint>): PaidTo[] {
  const paid = new Map<Address, PaidTo>()
  for (const [i, { terms }] of [...versions.entries()].reverse())
    for (const [receiver, { account, role, isRegister }] of receiversOf(terms, root, contracts).entries()) {
      const line = paid.get(account) ?? {
        ...{ account, role, amount: afterEnd.get(account) ?? 0n, afterEnd: afterEnd.get(account) ?? 0n },
        passedOn: isRegister ? { amount: 0n, transfers: 0 } : null,
      }
      line.amount += replay.fold.versions[i]?.paid[receiver] ?? 0n
      paid.set(account, line)
    }
  return [...paid.values()]
}

/** Where the agreement's account is. */
export const agreementAccount = ({ Ledger, Splits }: Contracts, root: Hex) => accountOf(Ledger, Splits, root)
