import type { Address, Hex } from 'viem'

/** The terms of a revenue-sharing agreement: what each party signs. */
export type Agreement = {
  money: Money
  parties: readonly Party[]
  rules: Rules
  /** Salted hash of the readable contract. */
  prose: Hex
  /** Digest of the first version; zero in the first version. */
  root: Hex
  /** Digest of the version this one amends; zero in the first version. */
  previous: Hex
}

export type Money = {
  /** Ledger id of the shared units; unrestricted. */
  asset: bigint
}

export type Party = {
  account: Address
  role: string
}

export type Rules = {
  /** The quorum whose facts move the money. */
  quorum: Hex
  /** The quorum that can freeze, or zero. */
  arbiters: Hex
  /** Hash of the public key that signs the business's rows. */
  business: Hex
  /** Last second at which the agreement can take effect, Unix seconds. */
  signBy: number
  /** Unix second after which the agreement can complete, or 0. */
  endsAt: number
  /** How long all freezes together can last, in seconds. */
  maxFreeze: number
  /** Whether the parties must sign in listed order. */
  ordered: boolean
  period: Period
  monthly: readonly Monthly[]
  clauses: readonly Clause[]
  registers: readonly Register[]
}

/** The accounting period; all zero for settlement in real time. */
export type Period = {
  /** Months since January 1970. */
  firstMonth: number
  /** Where civil months begin, in minutes east of UTC. */
  utcOffsetMinutes: number
  /** Seconds after a month's end when anyone may close it by default; 0 means no period. */
  closeAfter: number
}

/** A senior clause, taken from each month's net revenue. */
export type Monthly = {
  /** Fixed amount due each month, in the asset's smallest unit. */
  amount: bigint
  /** Price per `perQuantity`, in the asset's smallest unit. */
  price: bigint
  /** Metered quantity that `price` buys, in the meter's smallest unit; 0 without a meter. */
  perQuantity: bigint
  /** Hash of the meter's name, or zero. */
  meter: Hex
  /** The month's quantity when it is closed by default, in the meter's smallest unit. */
  defaultQuantity: bigint
  /** The most of what is left of the month it may take, in basis points, rounded down. */
  rateBps: number
  /** Whether what could not be paid is still due next month. */
  carried: boolean
  /** What the weights add up to. */
  total: number
  shares: readonly Share[]
  /** One more than the index of the amended version's monthly clause it continues, or 0. */
  continues: number
}

/** A clause over cumulative revenue. */
export type Clause = {
  /** What part of the revenue that reaches it the clause takes, in basis points, rounded down. */
  rateBps: number
  /** The most it ever takes, in the asset's smallest unit; 0 means no limit. */
  limit: bigint
  /** What the weights add up to. */
  total: number
  shares: readonly Share[]
  lock: Lock
  /** One more than the index of the amended version's clause it continues, or 0. */
  continues: number
}

/** What must happen before a clause is paid. */
export type Lock = {
  topic: Hex
  subject: Hex
  /** Last second at which the fact can be recorded, Unix seconds; 0 means no lock. */
  by: number
  /** Who gets the money when it was not. */
  otherwise: readonly Share[]
}

export type Share = {
  /** Index of the party; from the number of parties on, of the register. */
  party: number
  weight: number
}

/** A list of receivers too long to write out. */
export type Register = {
  root: Hex
  count: number
  total: bigint
}
