import type { Address, Hex } from 'viem'
import { z } from 'zod'
import { JournalView } from '../drafts/views.ts'
import { meterId } from '../ids.ts'
import { limits } from './limits.ts'
import { isPlain } from './text.ts'

const pattern = (source: string, what: string) => z.string().regex(new RegExp(`^0x${source}$`), `must be ${what}`)
const hash = pattern('[0-9a-f]{64}', '32 bytes in lower-case hex') as unknown as z.ZodType<Hex>
const address = pattern('[0-9a-f]{40}', 'an address in lower-case hex') as unknown as z.ZodType<Address>
/** 64 bytes (r, vs), ERC-2098. */
const signature = pattern('[0-9a-f]{128}', '64 bytes in lower-case hex') as unknown as z.ZodType<Hex>
const bytes = (most: number) =>
  pattern('[0-9a-f]*', 'bytes in lower-case hex')
    .max(most + 2)
    .refine(({ length }) => length % 2 === 0, 'must be whole bytes') as unknown as z.ZodType<Hex>
const whole = z.int().min(0)
const decimal = z.string().regex(/^(0|[1-9]\d{0,19})$/)
/** What people call something. */
const label = z.string().max(limits.label).refine(isPlain, 'must be plain text')
const labels = z.array(label).max(limits.labels)
const attestors = 32

/** Who may sign what counts, and who followed them. Its id is the hash of the first three. */
const Quorum = z.strictObject({
  attestors: z.array(address).min(1).max(attestors),
  k: z
    .int()
    .min(1)
    .max(attestors - 1),
  notice: whole,
  /** Changes of members that were applied, each signed by the members before it. */
  rotations: z
    .array(
      z.strictObject({
        round: decimal,
        next: z.array(address).max(attestors),
        signatures: z.array(signature).max(attestors),
      }),
    )
    .max(limits.rotations),
})

/** Consecutive blocks, oldest first; the hash of the last is signed by the attestors. */
const Segment = z.strictObject({
  headers: z.array(bytes(limits.headerDigits)).min(1).max(limits.headers),
  signatures: z.array(signature).max(attestors),
})

/** What people call the parts of the terms: shown beside what was signed, and no part of it unless a journal says the same. */
export const ProofNames = z.strictObject({
  title: label,
  parties: labels,
  monthly: labels,
  clauses: labels,
  registers: labels,
  /** Names of meters; the terms hold their hashes. */
  meters: z.array(z.strictObject({ name: label, unit: label, decimals: z.int().min(0).max(9) })).max(limits.labels),
  /** Names of milestones; the locks hold their hashes. */
  milestones: labels,
})

const Version = z.strictObject({
  digest: hash,
  names: ProofNames.optional(),
  prose: z.strictObject({ text: z.string().max(limits.prose), salt: hash }).optional(),
  /** The journal of the draft; the last line of the prose names the entry that last changed the terms. */
  journal: JournalView.extend({ entries: JournalView.shape.entries.max(limits.journal) })
    .strict()
    .optional(),
  /** One for each party, then for each party of the version before that left; empty where the chain alone checked it. */
  signatures: z.array(bytes(limits.signatureDigits)).max(limits.signatures),
})

const ProvenFact = z.strictObject({
  quorum: hash,
  audience: address,
  topic: hash,
  subject: hash,
  round: decimal,
  value: hash,
  observedAt: whole,
  validUntil: whole,
  signatures: z.array(signature).max(attestors),
})

/** Everything that proves an agreement, for somebody who has nothing else. */
export const Bundle = z.strictObject({
  format: z.literal('concordat.proof/1'),
  chain: z.strictObject({
    chainId: whole,
    genesisHash: hash,
    contracts: z.strictObject({ Ledger: address, Facts: address, Payments: address, Splits: address }),
  }),
  root: hash,
  /** ISO 4217 code of the shared units, where they are a currency's. */
  currency: z.string().max(8).optional(),
  /** The name of the account at a processor behind them; left out where the business itself stands behind them. */
  processor: hash.optional(),
  /** The first is the one whose members sign the checkpoints; see `anchorOf`. */
  quorums: z.array(Quorum).min(1).max(limits.quorums),
  segments: z.array(Segment).min(1).max(limits.segments),
  /** Transactions whose receipts hold the agreement's events, by block and place in it, in order. */
  receipts: z
    .array(z.strictObject({ block: whole, indexes: z.array(whole).min(1).max(limits.indexes) }))
    .max(limits.blocks),
  versions: z.array(Version).min(1).max(limits.versions),
  /** For each termination and supersession, in order: the signatures of the parties of the version in force. */
  endings: z
    .array(z.strictObject({ signatures: z.array(bytes(limits.signatureDigits)).max(limits.signatures) }))
    .max(2),
  facts: z.array(ProvenFact).max(limits.facts),
  /** Nodes of the Merkle-Patricia tries of receipts, accounts and storage that the proofs pass. */
  nodes: z.array(bytes(limits.nodeDigits)).max(limits.nodes),
})
export type Bundle = z.infer<typeof Bundle>
export type ProofNames = z.infer<typeof ProofNames>
export type BundleVersion = Bundle['versions'][number]
export type BundleQuorum = Bundle['quorums'][number]

/** The meter's name among the names, or undefined. */
export const meterOf = (names: ProofNames | undefined, hash: Hex) =>
  names?.meters.find(({ name }) => meterId(name) === hash)
