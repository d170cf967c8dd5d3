import { ledgerAbi } from '@concordat/sdk/generated/abi.ts'
import { encodeDeployData, encodeFunctionData, erc20Abi, type Hex, maxUint256, parseAbi } from 'viem'
import { codeOf } from './contracts.ts'
import { type Job, job } from './job.ts'
import { amount, floorAbi, type Setup } from './setup.ts'
import { signerOf } from './sign.ts'

const wrapperAbi = parseAbi([
  'constructor(address token)',
  'function depositFor(address account, uint256 value)',
  'function withdrawTo(address account, uint256 value)',
])

/** Moving money, and bringing it in and out. */
export async function measureTokens({ chain, create, token, id, floor, ledger }: Setup): Promise<Job[]> {
  const to = signerOf('receiver').address
  /** The second time: by then every balance is above zero. */
  const steady = async (measure: () => Promise<number>) => {
    await measure()
    return measure()
  }
  const callToken = (address: Hex, functionName: 'transfer' | 'approve', args: [Hex, bigint]) =>
    chain.gasOf({ to: address, data: encodeFunctionData({ abi: erc20Abi, functionName, args }) })
  const callFloor = (data: Hex) => chain.gasOf({ to: floor, data })

  const solady = await create('SoladyToken')
  const wrapperCode = encodeDeployData({ abi: wrapperAbi, bytecode: codeOf('Wrapper'), args: [token] })
  const wrapper = (await chain.deploy(wrapperCode)).address
  await callToken(token, 'approve', [wrapper, maxUint256])
  const callWrapper = (functionName: 'depositFor' | 'withdrawTo', value: bigint) =>
    chain.gasOf({
      to: wrapper,
      data: encodeFunctionData({ abi: wrapperAbi, functionName, args: [chain.sender, value] }),
    })

  const transfer = job(
    'internal transfer, beside an ERC-20 transfer',
    await steady(() =>
      ledger(encodeFunctionData({ abi: ledgerAbi, functionName: 'transfer', args: [to, id, amount] })),
    ),
    {
      target: 35_000,
      floor: await steady(() =>
        callFloor(encodeFunctionData({ abi: floorAbi, functionName: 'transfer', args: [to, id, amount] })),
      ),
      peers: {
        'OpenZeppelin ERC20': await steady(() => callToken(token, 'transfer', [to, amount])),
        'solady ERC20': await steady(() => callToken(solady, 'transfer', [to, amount])),
        '0xSplits warehouse (published)': 35_136,
      },
    },
  )
  const deposit = job(
    'deposit into the ledger',
    await steady(() =>
      ledger(
        encodeFunctionData({ abi: ledgerAbi, functionName: 'deposit', args: [token, chain.sender, amount, amount] }),
      ),
    ),
    {
      target: 50_000,
      floor: await steady(() =>
        callFloor(encodeFunctionData({ abi: floorAbi, functionName: 'deposit', args: [token, amount] })),
      ),
      peers: { 'OpenZeppelin ERC20Wrapper': await steady(() => callWrapper('depositFor', 3n * amount)) },
    },
  )
  const withdraw = job(
    'withdraw from the ledger',
    await steady(() =>
      ledger(encodeFunctionData({ abi: ledgerAbi, functionName: 'withdraw', args: [token, chain.sender, amount] })),
    ),
    {
      target: 50_000,
      floor: await steady(() =>
        callFloor(encodeFunctionData({ abi: floorAbi, functionName: 'withdraw', args: [token, amount] })),
      ),
      peers: {
        'OpenZeppelin ERC20Wrapper': await steady(() => callWrapper('withdrawTo', amount)),
        '0xSplits warehouse (published)': 51_539,
      },
    },
  )
  return [transfer, deposit, withdraw]
}
