import { deploy } from '@concordat/cli/deploy/deploy.ts'
import { factsAbi, ledgerAbi } from '@concordat/sdk/generated/abi.ts'
import { ledgerId, quorumId } from '@concordat/sdk/ids.ts'
import { type Address, encodeDeployData, encodeFunctionData, erc20Abi, type Hex, maxUint256, parseAbi } from 'viem'
import type { Chain } from '../chain.ts'
import { type ContractName, codeOf } from './contracts.ts'
import { signersOf } from './sign.ts'

/** In the token's smallest unit. */
export const amount = 100_000_000n
const funds = 10n ** 20n
const notice = 86_400

/** The least number of signatures is one more. */
export const k = 2
export const attestors = signersOf('attestor', 5)
/** Attestors 0, 2 and 4. */
export const threeOfFive = { mask: 0b10101, signers: attestors.filter((_, i) => i % 2 === 0) }

export const floorAbi = parseAbi([
  'constructor(address[5] attestors)',
  'function transfer(address to, uint256 id, uint256 amount)',
  'function deposit(address token, uint256 amount)',
  'function withdraw(address token, uint256 amount)',
  'function conclude(bytes32[] receivers, bytes32[2][] signatures)',
  'function publish(bytes terms, address[] parties, bytes32[2][] signatures)',
  'function pay(bytes32 digest, uint256 id, uint256 amount)',
  'function settle(bytes32[] receivers, uint256 id, uint256 total)',
  'function record(bytes32 subject, bytes32 value, uint256 mask, bytes32[2][] signatures)',
  'function check(bytes32 subject, bytes32 value, uint256 mask, bytes32[2][] signatures) view returns (bytes32)',
])

export type Setup = Awaited<ReturnType<typeof setUp>>

/** Our contracts, the token, and a sender with money in every place that jobs take it from. */
export async function setUp(chain: Chain) {
  const { contracts, chainId } = await deploy(chain.client, { wallet: chain.wallet })
  const { Ledger, Facts } = contracts
  const create = async (name: ContractName) => (await chain.deploy(codeOf(name))).address
  const token = await create('Token')
  const addresses = attestors.map(({ address }) => address) as [Address, Address, Address, Address, Address]
  const floor = await chain.deploy(encodeDeployData({ abi: floorAbi, bytecode: codeOf('Floor'), args: [addresses] }))

  const ledger = (data: Hex) => chain.gasOf({ to: Ledger, data })
  for (const spender of [Ledger, floor.address]) {
    const data = encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, maxUint256] })
    await chain.gasOf({ to: token, data })
  }
  const deposit = [token, chain.sender, funds, funds] as const
  await ledger(encodeFunctionData({ abi: ledgerAbi, functionName: 'deposit', args: deposit }))
  const floorDeposit = encodeFunctionData({ abi: floorAbi, functionName: 'deposit', args: [token, funds] })
  await chain.gasOf({ to: floor.address, data: floorDeposit })
  await chain.gasOf({
    to: Facts,
    data: encodeFunctionData({ abi: factsAbi, functionName: 'create', args: [addresses, k, notice] }),
  })

  return {
    chain,
    chainId,
    contracts,
    create,
    token,
    /** The Ledger id of the token. */
    id: ledgerId(0n, token),
    floor: floor.address,
    quorum: quorumId(addresses, k, notice),
    ledger,
  }
}
