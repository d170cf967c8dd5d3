import { fromRlp, type Hex, keccak256, toRlp } from 'viem'
import { ConcordatError } from '../errors/concordatError.ts'

/** A block as `eth_getBlockByNumber` answers it. */
export type RpcBlock = Readonly<Record<string, unknown>> & { number: Hex; hash: Hex; timestamp: Hex }

const fields = [
  'parentHash',
  'sha3Uncles',
  'miner',
  'stateRoot',
  'transactionsRoot',
  'receiptsRoot',
  'logsBloom',
  'difficulty',
  'number',
  'gasLimit',
  'gasUsed',
  'timestamp',
  'extraData',
  'mixHash',
  'nonce',
  // Each came with a fork and is absent before it.
  'baseFeePerGas',
  'withdrawalsRoot',
  'blobGasUsed',
  'excessBlobGas',
  'parentBeaconBlockRoot',
  'requestsHash',
]
const quantities = new Set([
  'difficulty',
  'number',
  'gasLimit',
  'gasUsed',
  'timestamp',
  'baseFeePerGas',
  'blobGasUsed',
  'excessBlobGas',
])

/** A number as RLP has it: without zeros before it. */
export const rlpNumber = (value: Hex | number | bigint): Hex => {
  const digits = BigInt(value).toString(16)
  return digits === '0' ? '0x' : `0x${digits.length % 2 === 0 ? '' : '0'}${digits}`
}

/** The header whose hash is the block's; throws HeaderUnreadable where the chain has fields nobody here knows. */
export function encodeHeader(block: RpcBlock): Hex {
  const values = fields
    .map(name => ({ name, value: block[name] as Hex | null | undefined }))
    .filter(({ value }) => value !== undefined && value !== null)
    .map(({ name, value }) => (quantities.has(name) ? rlpNumber(value as Hex) : (value as Hex)))
  const header = toRlp(values)
  if (keccak256(header) !== block.hash) throw new ConcordatError('HeaderUnreadable', { number: Number(block.number) })
  return header
}

export type Header = {
  number: number
  hash: Hex
  parentHash: Hex
  stateRoot: Hex
  receiptsRoot: Hex
  /** Unix seconds. */
  timestamp: number
}

/** The parts of a header that proofs use; its hash is that of all its bytes. */
export function decodeHeader(header: Hex): Header {
  const values = fromRlp(header, 'hex')
  const at = (i: number) => (Array.isArray(values) && typeof values[i] === 'string' ? (values[i] as Hex) : '0x')
  const [parentHash, stateRoot, receiptsRoot] = [at(0), at(3), at(5)]
  if ([parentHash, stateRoot, receiptsRoot].some(hash => hash.length !== 66) || at(11) === '0x')
    throw new ConcordatError('HeaderUnreadable', { number: '?' })
  const number = at(8) === '0x' ? 0 : Number(at(8))
  return { number, hash: keccak256(header), parentHash, stateRoot, receiptsRoot, timestamp: Number(at(11)) }
}
