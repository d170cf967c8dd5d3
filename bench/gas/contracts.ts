import { createRequire } from 'node:module'
import type { Hex } from 'viem'
import { type CompileParameters, compile } from '../compile.ts'

const require = createRequire(import.meta.url)

/** Compiled here; each with the settings its own project builds with. */
const settings = {
  Token: openZeppelin('Token'),
  PayingToken: openZeppelin('PayingToken'),
  Wrapper: openZeppelin('Wrapper'),
  SoladyToken: {
    file: 'contracts/SoladyToken.sol',
    contract: 'SoladyToken',
    compiler: 'solc',
    optimizerRuns: 1_000,
    evmVersion: 'paris',
  },
  PaymentSplitter: {
    file: '@openzeppelin/contracts-4.9/finance/PaymentSplitter.sol',
    contract: 'PaymentSplitter',
    compiler: 'solc-0.8.20',
    optimizerRuns: 200,
    evmVersion: 'shanghai',
  },
  Split: {
    file: '@thirdweb-dev/contracts/prebuilts/split/Split.sol',
    contract: 'Split',
    compiler: 'solc-0.8.20',
    optimizerRuns: 20,
    evmVersion: 'london',
  },
  SplitFactory: {
    file: '@thirdweb-dev/contracts/infra/TWStatelessFactory.sol',
    contract: 'TWStatelessFactory',
    compiler: 'solc-0.8.20',
    optimizerRuns: 20,
    evmVersion: 'london',
    remappings: ['@openzeppelin/contracts/=@openzeppelin/contracts-4.9/'],
  },
  Reports: {
    file: 'contracts/Reports.sol',
    contract: 'Reports',
    compiler: 'solc-0.8.26',
    optimizerRuns: 1_000_000,
    evmVersion: 'paris',
  },
  Payee: own('Payee'),
  Store: own('Store'),
  ContractSigner: own('ContractSigner'),
  Meter: own('Meter'),
  Floor: own('Floor'),
} as const satisfies Record<string, CompileParameters>

/** Taken as their packages ship them, compiled. */
const artifacts = {
  Safe: '@safe-global/safe-contracts/build/artifacts/contracts/Safe.sol/Safe.json',
  SafeProxyFactory:
    '@safe-global/safe-contracts/build/artifacts/contracts/proxies/SafeProxyFactory.sol/SafeProxyFactory.json',
  EAS: '@ethereum-attestation-service/eas-contracts/artifacts/contracts/EAS.sol/EAS.json',
  SchemaRegistry:
    '@ethereum-attestation-service/eas-contracts/artifacts/contracts/SchemaRegistry.sol/SchemaRegistry.json',
} as const

function openZeppelin(contract: string): CompileParameters {
  return { file: 'contracts/Token.sol', contract, compiler: 'solc', optimizerRuns: 200, evmVersion: 'prague' }
}

/** With the settings of our own contracts. */
function own(contract: string): CompileParameters {
  const file = `contracts/${contract}.sol`
  return { file, contract, compiler: 'solc', optimizerRuns: 10_000, evmVersion: 'shanghai', viaIR: true }
}

export type ContractName = keyof typeof settings | keyof typeof artifacts

/** The creation code of a contract that the bench deploys beside ours, without constructor arguments. */
export function codeOf(name: ContractName): Hex {
  if (name in artifacts) return require(artifacts[name as keyof typeof artifacts]).bytecode
  return compile(settings[name as keyof typeof settings])
}
