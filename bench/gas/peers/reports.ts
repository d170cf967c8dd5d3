import { externalId } from '@concordat/sdk/ids.ts'
import {
  type Address,
  concat,
  encodeAbiParameters,
  encodeFunctionData,
  encodePacked,
  type Hex,
  keccak256,
  pad,
  parseAbi,
  parseSignature,
  toHex,
} from 'viem'
import { accountAt } from '../../chain.ts'
import type { Setup } from '../setup.ts'
import { signersOf } from '../sign.ts'

const abi = parseAbi([
  'function setConfig(address[] signers, address[] transmitters, uint8 f, bytes onchainConfig, uint64 offchainConfigVersion, bytes offchainConfig)',
  'function latestConfigDetails() view returns (uint32 configCount, uint32 blockNumber, bytes32 configDigest)',
  'function transmit(bytes32[3] reportContext, bytes report, bytes32[] rs, bytes32[] ss, bytes32 rawVs)',
])
const signers = signersOf('oracle', 4)

/** A report of one value: the library asks for 3 of 4 (it allows no 3 of 5 for reports that must be unique). */
export async function measureReports({ chain, create }: Setup, kind: 'new' | 'update'): Promise<number> {
  const to = await create('Reports')
  const transmitters = signers.map((_, i) => accountAt(i).address)
  const config = [signers.map(({ address }) => address), transmitters, 1, '0x', 0n, '0x'] as const
  await chain.gasOf({ to, data: encodeFunctionData({ abi, functionName: 'setConfig', args: config }) })
  const [, , digest] = await chain.client.readContract({ address: to, abi, functionName: 'latestConfigDetails' })

  await transmit(to, digest, 'first', 1)
  return transmit(to, digest, kind === 'new' ? 'second' : 'first', 2)

  async function transmit(address: Address, configDigest: Hex, subject: string, epoch: number) {
    const types = [{ type: 'bytes32' }, { type: 'bytes32' }] as const
    const report = encodeAbiParameters(types, [externalId(subject), externalId(`value ${epoch}`)])
    const context = [configDigest, pad(toHex(epoch << 8)), pad('0x')] as const
    const hash = keccak256(encodePacked(['bytes32', 'bytes32[3]'], [keccak256(report), context]))
    const signed = await Promise.all(signers.slice(0, 3).map(signer => signer.sign({ hash })))
    const parts = signed.map(parseSignature)
    const rawVs = pad(concat(parts.map(({ yParity }) => toHex(yParity, { size: 1 }))), { dir: 'right' })
    const args = [context, report, parts.map(({ r }) => r), parts.map(({ s }) => s), rawVs] as const
    return chain.gasOf({ to: address, data: encodeFunctionData({ abi, functionName: 'transmit', args }) })
  }
}
