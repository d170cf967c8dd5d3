/** The most that a bundle holds: what is larger is refused before anything of it is computed. */
export const limits = {
  /** The file, in bytes. */
  file: 200 * 1024 * 1024,
  quorums: 200,
  rotations: 1_000,
  segments: 50_000,
  /** Blocks of a segment. */
  headers: 50_000,
  blocks: 100_000,
  /** Receipts of a block. */
  indexes: 10_000,
  versions: 500,
  facts: 100_000,
  nodes: 1_000_000,
  /** Digits of a header, with whatever a chain of known validators adds to it. */
  headerDigits: 100_000,
  /** Digits of a node: a receipt with all its logs is one. */
  nodeDigits: 4_000_000,
  /** Digits of a party's signature; a contract's may hold many. */
  signatureDigits: 100_000,
  /** Parties that sign a version, with those that leave. */
  signatures: 200,
  label: 200,
  labels: 200,
  prose: 2_000_000,
  journal: 100_000,
} as const
