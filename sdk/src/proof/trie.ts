import { MerklePatriciaTrie, updateMPTFromMerkleProof } from '@ethereumjs/mpt'
import { bytesToHex, type Hex, hexToBytes, keccak256, toRlp } from 'viem'
import { ConcordatError } from '../errors/concordatError.ts'
import { rlpNumber } from './headers.ts'

/** Nodes of tries, found by their hashes, from which values under known roots are read. */
export type Pool = {
  /** The value at the key, or null where the trie has none; throws NodeMissing where the nodes do not lead there. */
  get: (root: Hex, key: Hex) => Promise<Hex | null>
}

export async function createPool(nodes: readonly Hex[]): Promise<Pool> {
  const trie = new MerklePatriciaTrie()
  await updateMPTFromMerkleProof(
    trie,
    nodes.map(node => hexToBytes(node)),
  )
  return {
    get: async (root, key) => {
      try {
        trie.root(hexToBytes(root))
        const value = await trie.get(hexToBytes(key), true)
        return value && bytesToHex(value)
      } catch (cause) {
        throw new ConcordatError('NodeMissing', { root, key }, { cause })
      }
    },
  }
}

/** The key of a receipt in the trie of its block. */
export const receiptKey = (index: number): Hex => toRlp(rlpNumber(index))

/**
 * The nodes that prove some of a block's receipts.
 * @param receipts All of the block's, encoded; throws ReceiptsDiffer where they are not those of `root`.
 */
export async function proveReceipts(root: Hex, receipts: readonly Hex[], indexes: readonly number[]): Promise<Hex[]> {
  const trie = new MerklePatriciaTrie()
  for (const [index, receipt] of receipts.entries()) await trie.put(hexToBytes(receiptKey(index)), hexToBytes(receipt))
  if (bytesToHex(trie.root()) !== root) throw new ConcordatError('ReceiptsDiffer', { expected: root })
  const nodes = new Set<Hex>()
  for (const index of indexes) {
    const { stack } = await trie.findPath(hexToBytes(receiptKey(index)))
    for (const node of stack) nodes.add(bytesToHex(node.serialize()))
  }
  return [...nodes]
}

/** The key of an account or a storage slot in its trie. */
export const secureKey = (key: Hex): Hex => keccak256(key)
