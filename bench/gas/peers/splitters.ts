import {
  type Address,
  decodeEventLog,
  encodeDeployData,
  encodeFunctionData,
  erc20Abi,
  parseAbi,
  zeroAddress,
  zeroHash,
} from 'viem'
import { codeOf } from '../contracts.ts'
import type { Setup } from '../setup.ts'
import { weightsOf } from '../terms.ts'

const splitterAbi = parseAbi([
  'constructor(address[] payees, uint256[] shares) payable',
  'function release(address token, address account)',
])
const splitAbi = parseAbi([
  'function initialize(address defaultAdmin, string contractURI, address[] trustedForwarders, address[] payees, uint256[] shares)',
  'function distribute(address token)',
])
const factoryAbi = parseAbi([
  'constructor(address trustedForwarder)',
  'function deployProxyByImplementation(address implementation, bytes data, bytes32 salt) returns (address)',
  'event ProxyDeployed(address indexed implementation, address proxy, address indexed deployer)',
])

const sharesOf = (accounts: Address[]) => weightsOf(accounts.length).map(BigInt)

/** One contract for each split, created in full. */
export async function createPaymentSplitter({ chain }: Setup, accounts: Address[]) {
  const args = [accounts, sharesOf(accounts)] as const
  return chain.deploy(encodeDeployData({ abi: splitterAbi, bytecode: codeOf('PaymentSplitter'), args }))
}

/** One proxy for each split, by the factory. */
export async function createSplit({ chain, create }: Setup, accounts: Address[]) {
  const implementation = await create('Split')
  const code = encodeDeployData({ abi: factoryAbi, bytecode: codeOf('SplitFactory'), args: [zeroAddress] })
  const factory = (await chain.deploy(code)).address
  const settings = [chain.sender, 'ipfs://split', [], accounts, sharesOf(accounts)] as const
  const initialize = encodeFunctionData({ abi: splitAbi, functionName: 'initialize', args: settings })
  const args = [implementation, initialize, zeroHash] as const
  const data = encodeFunctionData({ abi: factoryAbi, functionName: 'deployProxyByImplementation', args })
  const { logs, gasUsed } = await chain.receiptOf({ to: factory, data })
  const log = logs.find(({ address }) => address === factory)
  if (!log) throw new Error('The split was not created.')
  const { proxy } = decodeEventLog({ abi: factoryAbi, eventName: 'ProxyDeployed', ...log }).args
  return { address: proxy, gas: Number(gasUsed) }
}

/** Sends tokens to the contract twice and pays them out each time; the figure is the second payout, all its transactions. */
export async function measurePayout(setup: Setup, kind: 'splitter' | 'split', accounts: Address[], amounts: bigint[]) {
  const { chain, token } = setup
  const create = kind === 'splitter' ? createPaymentSplitter : createSplit
  const { address: to } = await create(setup, accounts)
  let gas = 0
  for (const amount of amounts) {
    await chain.gasOf({
      to: token,
      data: encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] }),
    })
    gas = 0
    for (const data of kind === 'splitter' ? releases() : [distribute()]) gas += await chain.gasOf({ to, data })
  }
  return gas

  function releases() {
    return accounts.map(account =>
      encodeFunctionData({ abi: splitterAbi, functionName: 'release', args: [token, account] }),
    )
  }

  function distribute() {
    return encodeFunctionData({ abi: splitAbi, functionName: 'distribute', args: [token] })
  }
}
