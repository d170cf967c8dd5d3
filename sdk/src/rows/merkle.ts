import { SimpleMerkleTree } from '@openzeppelin/merkle-tree'
import { type Hex, keccak256, zeroHash } from 'viem'
import type { FeedRow } from './schema.ts'
import { canonicalRow } from './sign.ts'

/** The leaf of a row: its canonical JSON hashed twice, so that no inner node can pass for a row. */
export function rowLeaf(row: FeedRow): Hex {
  return keccak256(keccak256(canonicalRow(row)))
}

/** The Merkle root over rows in any order, sorted pairs; zero without rows. */
export function rowsRoot(rows: FeedRow[]): Hex {
  return rows.length === 0 ? zeroHash : (SimpleMerkleTree.of(rows.map(rowLeaf)).root as Hex)
}

/** The proof that a row is among the rows of a root. */
export function rowProof(rows: FeedRow[], row: FeedRow): Hex[] {
  return SimpleMerkleTree.of(rows.map(rowLeaf)).getProof(rowLeaf(row)) as Hex[]
}
