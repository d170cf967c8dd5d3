import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type Address, erc20Abi, type Hex, type LocalAccount, parseAbi } from 'viem'
import { chainClient, mined, walletOf } from './chain.ts'
import { projectDir } from './stack.ts'

type Solc = { compile: (input: string) => string }
type Output = {
  errors?: { severity: string; formattedMessage: string }[]
  contracts: { 'Token.sol': { Token: { evm: { bytecode: { object: string } } } } }
}

/** Creation code of the contract tests' plain token, compiled here: no code is committed that nobody can read. */
function compileToken(): Hex {
  const solc = createRequire(import.meta.url)('solc') as Solc
  const source = (path: string) => ({ content: readFileSync(join(projectDir, path), 'utf8') })
  const input = {
    language: 'Solidity',
    sources: {
      'Token.sol': source('contracts/test/mocks/Token.sol'),
      'solady/tokens/ERC20.sol': source('node_modules/solady/src/tokens/ERC20.sol'),
    },
    settings: { evmVersion: 'shanghai', outputSelection: { 'Token.sol': { Token: ['evm.bytecode.object'] } } },
  }
  const { errors = [], contracts } = JSON.parse(solc.compile(JSON.stringify(input))) as Output
  const failure = errors.find(({ severity }) => severity === 'error')
  if (failure) throw new Error(failure.formattedMessage)
  return `0x${contracts['Token.sol'].Token.evm.bytecode.object}`
}

/** Puts a new token of 6 decimals on the chain and gives the holder some of it. */
export async function deployToken(holder: LocalAccount, amount: bigint): Promise<Address> {
  const wallet = walletOf(holder)
  const hash = await wallet.sendTransaction({ data: compileToken(), chain: null })
  const { contractAddress } = await chainClient().waitForTransactionReceipt({ hash })
  if (!contractAddress) throw new Error('the token was not created')
  const abi = parseAbi(['function mint(address to, uint256 amount)'])
  const call = {
    address: contractAddress,
    abi,
    functionName: 'mint',
    args: [holder.address, amount],
    chain: null,
  } as const
  await mined(await wallet.writeContract(call))
  return contractAddress
}

export const tokenBalance = (address: Address, holder: Address): Promise<bigint> =>
  chainClient().readContract({ address, abi: erc20Abi, functionName: 'balanceOf', args: [holder] })
