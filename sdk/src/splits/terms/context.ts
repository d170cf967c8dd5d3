import type { Address, Hex } from 'viem'
import type { ProcessorAccount } from '../../payments/processor.ts'
import type { TermsNames } from '../explain.ts'
import type { Basis } from './basis.ts'
import type { Agreement } from './types.ts'

/** What a meter is called and how finely it counts. */
export type MeterName = { name: string; unit: string; decimals: number }

/** Everything people call by name that the signed terms hold as a number or a hash. */
export type AgreementNames = TermsNames & {
  /** By the hash in the terms. */
  meters: Readonly<Record<Hex, MeterName>>
  /** By the subject in the lock. */
  milestones: Readonly<Record<Hex, string>>
  /** ISO 4217 code, where the terms name a currency. */
  currency?: string
  /** The account that receives it, where the terms name one. */
  processor?: ProcessorAccount
  /** Decimals of the shared units. */
  decimals: number
  /** What the prose says of fees and tax, where the file states it apart. */
  basis?: Basis
  prose?: { text: string; salt: Hex }
}

/** What the caller knows that a terms file leaves open. */
export type TermsContext = {
  /** Unix seconds; durations count from here. */
  now: number
  /** Accounts of parties the file gives none for, by the party's name. */
  accounts?: Readonly<Record<string, Address>>
  /** Ids of businesses, by name; the file's default is "default". */
  businesses?: Readonly<Record<string, Hex>>
  /** Ids of quorums, by name; the file's default is "default". */
  quorums?: Readonly<Record<string, Hex>>
  /** Units by ISO 4217 code. */
  currencies?: Readonly<Record<string, { id: bigint; decimals: number }>>
  /** Accounts at processors, by name. */
  processors?: Readonly<Record<string, ProcessorAccount>>
  /** 32 bytes for the prose's hash, unless the file has its own. */
  salt?: Hex
  /** The version in force, for an amendment. */
  previous?: { root: Hex; digest: Hex; agreement: Agreement; names: TermsNames }
}
