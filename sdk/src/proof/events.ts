import { type Address, type Hex, type ParseEventLogsReturnType, parseEventLogs } from 'viem'
import { factsAbi, ledgerAbi, paymentsAbi, splitsAbi } from '../generated/abi.ts'
import type { RawLog } from './receipts.ts'

const abi = [...splitsAbi, ...paymentsAbi, ...ledgerAbi, ...factsAbi]

/** Where something happened. */
export type Place = {
  block: number
  /** Unix seconds. */
  timestamp: number
  /** The transaction's place in the block. */
  index: number
}
export type PlacedLog = RawLog & { place: Place }

type Decoded = ParseEventLogsReturnType<typeof abi, undefined, true>[number]
/** An event of the contracts with where it happened. */
export type ProvenEvent = Decoded extends infer One
  ? One extends { eventName: infer Name; args: infer Args }
    ? { eventName: Name; args: Args; contract: Address; place: Place }
    : never
  : never
export type EventOf<Name extends ProvenEvent['eventName']> = Extract<ProvenEvent, { eventName: Name }>

export type Contracts = Record<'Ledger' | 'Facts' | 'Payments' | 'Splits', Address>

const emitters: Record<string, keyof Contracts> = {}
for (const [contract, contractAbi] of Object.entries({
  Splits: splitsAbi,
  Payments: paymentsAbi,
  Ledger: ledgerAbi,
  Facts: factsAbi,
}))
  for (const item of contractAbi) if (item.type === 'event') emitters[item.name] = contract as keyof Contracts

/** The contracts' own events among logs, in order; whatever others emitted, however it looks, is left out before it is read. */
export function decodeEvents(logs: readonly PlacedLog[], contracts: Contracts): ProvenEvent[] {
  const known = new Set<string>(Object.values(contracts))
  const own = logs.filter(({ address }) => known.has(address.toLowerCase()))
  // All at once: each call computes the selectors of the whole abi.
  const decoded = parseEventLogs({ abi, logs: own as never, strict: true }) as unknown as (Decoded & PlacedLog)[]
  return decoded.flatMap(({ eventName, args, address, place }) => {
    const contract = address.toLowerCase() as Address
    if (contracts[emitters[eventName] ?? 'Splits'] !== contract) return []
    return [{ eventName, args, contract, place } as ProvenEvent]
  })
}

/** Whether an event is that name's. */
export const isEvent =
  <Name extends ProvenEvent['eventName']>(...names: Name[]) =>
  (event: ProvenEvent): event is EventOf<Name> =>
    (names as string[]).includes(event.eventName)

const same = (one: Hex, other: Hex) => one.toLowerCase() === other.toLowerCase()

export type Concerns = {
  root: Hex
  digests: readonly Hex[]
  account: Address
  /** Where money of registers is kept until it is paid out. */
  registers: readonly Address[]
  asset: bigint
  quorums: readonly Hex[]
}

/** Whether an event is about the agreement, its money or the quorums it names. */
export function isAbout(event: ProvenEvent, concerns: Concerns): boolean {
  const { root, digests, account, registers, asset, quorums } = concerns
  switch (event.eventName) {
    case 'AgreementSigned':
    case 'AgreementDeclined':
      return digests.includes(event.args.digest)
    case 'Transfer':
      if (event.args.id !== asset) return false
      return [account, ...registers].some(one => same(event.args.from, one)) || same(event.args.to, account)
    case 'PaymentIssued':
    case 'PaymentRefunded':
    case 'PaymentDisputed':
    case 'DisputeWon':
      return event.args.key === root && event.args.id === asset
    case 'QuorumRotated':
      return quorums.includes(event.args.quorum)
    default:
      return 'root' in event.args && event.args.root === root && emitters[event.eventName] === 'Splits'
  }
}
