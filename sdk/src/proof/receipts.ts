import { type Address, concat, fromRlp, type Hex, toRlp } from 'viem'
import { ConcordatError } from '../errors/concordatError.ts'
import { rlpNumber } from './headers.ts'

/** A receipt as `eth_getBlockReceipts` answers it. */
export type RpcReceipt = {
  type?: Hex
  status?: Hex
  root?: Hex
  cumulativeGasUsed: Hex
  logsBloom: Hex
  logs: { address: Hex; topics: Hex[]; data: Hex }[]
  transactionHash: Hex
  transactionIndex: Hex
  depositNonce?: Hex
  depositReceiptVersion?: Hex
}

/** A log as a receipt holds it. */
export type RawLog = { address: Address; topics: Hex[]; data: Hex }

/** A receipt as the block's receipts root hashes it. Deposits are those of rollups built on the OP stack. */
export function encodeReceipt(receipt: RpcReceipt): Hex {
  const outcome = receipt.status === undefined ? (receipt.root ?? '0x') : rlpNumber(receipt.status)
  const deposit = [receipt.depositNonce, receipt.depositReceiptVersion].filter(value => value !== undefined)
  const body = toRlp([
    outcome,
    rlpNumber(receipt.cumulativeGasUsed),
    receipt.logsBloom,
    receipt.logs.map(({ address, topics, data }) => [address, topics, data]),
    ...deposit.map(value => rlpNumber(value as Hex)),
  ])
  const type = Number(receipt.type ?? 0)
  return type === 0 ? body : concat([`0x${type.toString(16).padStart(2, '0')}`, body])
}

/** The logs of an encoded receipt, in order. */
export function decodeReceipt(receipt: Hex): RawLog[] {
  // A list begins at 0xc0; whatever is below is the type of the transaction.
  const isTyped = Number(receipt.slice(0, 4)) < 0xc0
  const values = fromRlp(isTyped ? `0x${receipt.slice(4)}` : receipt, 'hex')
  const logs = Array.isArray(values) ? values[3] : undefined
  if (!Array.isArray(logs)) throw new ConcordatError('ReceiptUnreadable')
  return logs.map(log => {
    const [address, topics, data] = log as unknown as [Address, Hex[], Hex]
    return { address, topics, data }
  })
}
