import { externalId } from '@concordat/sdk/ids.ts'
import { type Address, decodeEventLog, encodeFunctionData, type Hex, hashTypedData, parseAbi, zeroAddress } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { Setup } from '../setup.ts'
import { signAll, signersOf, signLong } from '../sign.ts'

const abi = parseAbi([
  'function createProxyWithNonce(address singleton, bytes initializer, uint256 saltNonce) returns (address)',
  'event ProxyCreation(address indexed proxy, address singleton)',
  'function setup(address[] owners, uint256 threshold, address to, bytes data, address fallbackHandler, address paymentToken, uint256 payment, address paymentReceiver)',
  'function execTransaction(address to, uint256 value, bytes data, uint8 operation, uint256 safeTxGas, uint256 baseGas, uint256 gasPrice, address gasToken, address refundReceiver, bytes signatures) payable returns (bool)',
  'function record(bytes32 subject, bytes32 value)',
])

const types = {
  SafeTx: [
    { name: 'to', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'data', type: 'bytes' },
    { name: 'operation', type: 'uint8' },
    { name: 'safeTxGas', type: 'uint256' },
    { name: 'baseGas', type: 'uint256' },
    { name: 'gasPrice', type: 'uint256' },
    { name: 'gasToken', type: 'address' },
    { name: 'refundReceiver', type: 'address' },
    { name: 'nonce', type: 'uint256' },
  ],
} as const

export type SafeAccount = { address: Address; owners: PrivateKeyAccount[]; store: Address; nonce: bigint }

/** A multi-signature wallet behind its usual proxy, and a contract where it records values. */
export async function createSafe({ chain, create }: Setup, count: number, threshold: number): Promise<SafeAccount> {
  const singleton = await create('Safe')
  const factory = await create('SafeProxyFactory')
  // The wallet wants signatures in the order of their signers' addresses.
  const owners = signersOf('owner', count).sort((a, b) => (a.address.toLowerCase() < b.address.toLowerCase() ? -1 : 1))
  const initializer = encodeFunctionData({
    abi,
    functionName: 'setup',
    args: [
      owners.map(({ address }) => address),
      BigInt(threshold),
      zeroAddress,
      '0x',
      zeroAddress,
      zeroAddress,
      0n,
      zeroAddress,
    ],
  })
  const data = encodeFunctionData({ abi, functionName: 'createProxyWithNonce', args: [singleton, initializer, 0n] })
  const { logs } = await chain.receiptOf({ to: factory, data })
  const log = logs.find(({ address }) => address === factory)
  if (!log) throw new Error('The wallet was not created.')
  const { proxy } = decodeEventLog({ abi, eventName: 'ProxyCreation', ...log }).args
  return { address: proxy, owners, store: await create('Store'), nonce: 0n }
}

/** Records a value by `count` signatures: of a subject that has none yet, or over another value. */
export async function measureSafeRecord(setup: Setup, safe: SafeAccount, count: number, kind: 'new' | 'update') {
  const call = (subject: string) => execute(setup, safe, count, externalId(subject), externalId(`value ${safe.nonce}`))
  await call('first')
  if (kind === 'new') return call(`subject ${safe.nonce}`)
  return call('first')
}

async function execute({ chain, chainId }: Setup, safe: SafeAccount, count: number, subject: Hex, value: Hex) {
  const data = encodeFunctionData({ abi, functionName: 'record', args: [subject, value] })
  const plain = { operation: 0, safeTxGas: 0n, baseGas: 0n, gasPrice: 0n } as const
  const nobody = { gasToken: zeroAddress, refundReceiver: zeroAddress } as const
  const digest = hashTypedData({
    domain: { chainId, verifyingContract: safe.address },
    types,
    primaryType: 'SafeTx',
    message: { to: safe.store, value: 0n, data, ...plain, ...nobody, nonce: safe.nonce++ },
  })
  const signatures = await signAll(safe.owners.slice(0, count), digest, signLong)
  const args = [safe.store, 0n, data, 0, 0n, 0n, 0n, zeroAddress, zeroAddress, signatures] as const
  return chain.gasOf({ to: safe.address, data: encodeFunctionData({ abi, functionName: 'execTransaction', args }) })
}
