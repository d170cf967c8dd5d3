import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Hex } from 'viem'

type Solc = { compile: (input: string) => string }
type Output = { contracts: { 'Token.sol': { Token: { evm: { bytecode: { object: string } } } } } }

/** Creation code of the contract tests' plain token of 6 decimals, compiled here: no code is committed that nobody can read. */
export function tokenCode(): Hex {
  const solc = createRequire(import.meta.url)('solc') as Solc
  const source = (path: string) => ({ content: readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8') })
  const input = {
    language: 'Solidity',
    sources: {
      'Token.sol': source('contracts/test/mocks/Token.sol'),
      'solady/tokens/ERC20.sol': source('node_modules/solady/src/tokens/ERC20.sol'),
    },
    settings: { evmVersion: 'shanghai', outputSelection: { 'Token.sol': { Token: ['evm.bytecode.object'] } } },
  }
  const { contracts } = JSON.parse(solc.compile(JSON.stringify(input))) as Output
  return `0x${contracts['Token.sol'].Token.evm.bytecode.object}`
}
