import type { makeSteps } from '@concordat/sdk/proof/makeBundle.ts'
import type { Words } from '@concordat/sdk/proof/wordsOfJournal.ts'
import type { Address, Hex } from 'viem'

/** What a worker needs to make a proof. */
export type MakeOrder = {
  rpcUrl: string
  contracts: { Ledger: Address; Facts: Address; Payments: Address; Splits: Address }
  root: Hex
  genesisHash: Hex
  fromBlock: number
  agreementBlock: number
  toBlock: number
  words: Record<Hex, Words>
  currency: string | null
}

/** A step of the making, the last being that the file is checked before anybody gets it. */
export type MakeStep = (typeof makeSteps)[number] | 'check'
export type StepProgress = { step: MakeStep; done: number; total: number }

/** What the worker tells. */
export type MakeMessage =
  | ({ type: 'progress' } & StepProgress)
  | { type: 'done'; file: Blob }
  | { type: 'failed'; code: string; args: Record<string, unknown>; message: string }
