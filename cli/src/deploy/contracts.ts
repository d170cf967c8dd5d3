import { factsAbi, ledgerAbi, paymentsAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { factsBytecode, ledgerBytecode, paymentsBytecode, splitsBytecode } from '@concordat/sdk/generated/bytecode.ts'
import { type Address, encodeDeployData, getCreate2Address, type Hex, zeroHash } from 'viem'

/** The keyless factory that exists, or can be brought, on every EVM chain: the same code gets the same address everywhere. */
export const factory: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C'

export type ContractName = 'Ledger' | 'Facts' | 'Payments' | 'Splits'
export type Contract = { name: ContractName; address: Address; initCode: Hex }

/** Every contract with its address, in the order in which they are deployed. */
export function listContracts(): Contract[] {
  const ledger = contractOf('Ledger', encodeDeployData({ abi: ledgerAbi, bytecode: ledgerBytecode }))
  const facts = contractOf('Facts', encodeDeployData({ abi: factsAbi, bytecode: factsBytecode }))
  const args = [ledger.address, facts.address] as const
  return [
    ledger,
    facts,
    contractOf('Payments', encodeDeployData({ abi: paymentsAbi, bytecode: paymentsBytecode, args })),
    contractOf('Splits', encodeDeployData({ abi: splitsAbi, bytecode: splitsBytecode, args })),
  ]
}

function contractOf(name: ContractName, initCode: Hex): Contract {
  return { name, initCode, address: getCreate2Address({ from: factory, salt: zeroHash, bytecode: initCode }) }
}
