import type { Address, Hex } from 'viem'
import { z } from 'zod'
import { meterId } from '../ids.ts'

const pattern = (source: string, what: string) => z.string().regex(new RegExp(`^0x${source}$`), `must be ${what}`)
const bytes = pattern('([0-9a-f]{2})*', 'bytes in lower-case hex') as unknown as z.ZodType<Hex>
const hash = pattern('[0-9a-f]{64}', '32 bytes in lower-case hex') as unknown as z.ZodType<Hex>
const address = pattern('[0-9a-f]{40}', 'an address in lower-case hex') as unknown as z.ZodType<Address>
/** 64 bytes (r, vs), ERC-2098. */
const signature = pattern('[0-9a-f]{128}', '64 bytes in lower-case hex') as unknown as z.ZodType<Hex>
const whole = z.int().min(0)
const decimal = z.string().regex(/^(0|[1-9]\d{0,19})$/)

/** Who may sign what counts, and who followed them. Its id is the hash of the first three. */
const Quorum = z.strictObject({
  attestors: z.array(address).min(1).max(32),
  k: z.int().min(1).max(31),
  notice: whole,
  /** Changes of members that were applied, each signed by the members before it. */
  rotations: z.array(
    z.strictObject({ round: decimal, next: z.array(address).max(32), signatures: z.array(signature) }),
  ),
})

/** Consecutive blocks, oldest first; the hash of the last is signed by the attestors. */
const Segment = z.strictObject({ headers: z.array(bytes).min(1), signatures: z.array(signature) })

/** What people call the parts of the terms: shown beside what was signed, and no part of it, but for meters and milestones. */
export const ProofNames = z.strictObject({
  title: z.string(),
  parties: z.array(z.string()),
  monthly: z.array(z.string()),
  clauses: z.array(z.string()),
  registers: z.array(z.string()),
  /** Names of meters; the terms hold their hashes. */
  meters: z.array(z.strictObject({ name: z.string(), unit: z.string(), decimals: z.int().min(0).max(9) })),
  /** Names of milestones; the locks hold their hashes. */
  milestones: z.array(z.string()),
})

const Version = z.strictObject({
  digest: hash,
  names: ProofNames.optional(),
  prose: z.strictObject({ text: z.string(), salt: hash }).optional(),
  /** The journal of the draft, oldest entry first; the prose names the hash of its head. */
  journal: z.array(z.looseObject({ previous: z.unknown() })).optional(),
  /** One for each party, then for each party of the version before that left; empty where the chain alone checked it. */
  signatures: z.array(bytes),
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
  signatures: z.array(signature),
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
  currency: z.string().optional(),
  /** The first is the one that the first version names: its members sign the checkpoints. */
  quorums: z.array(Quorum).min(1),
  segments: z.array(Segment).min(1),
  /** Transactions whose receipts hold the agreement's events, by block and place in it, in order. */
  receipts: z.array(z.strictObject({ block: whole, indexes: z.array(whole).min(1) })),
  versions: z.array(Version).min(1),
  facts: z.array(ProvenFact),
  /** Nodes of the Merkle-Patricia tries of receipts, accounts and storage that the proofs pass. */
  nodes: z.array(bytes),
})
export type Bundle = z.infer<typeof Bundle>
export type ProofNames = z.infer<typeof ProofNames>
export type BundleVersion = Bundle['versions'][number]
export type BundleQuorum = Bundle['quorums'][number]

/** The meter's name among the names, or undefined. */
export const meterOf = (names: ProofNames | undefined, hash: Hex) =>
  names?.meters.find(({ name }) => meterId(name) === hash)
