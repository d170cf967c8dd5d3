import { factsAbi, ledgerAbi, paymentsAbi, splitsAbi } from '@concordat/sdk/generated/abi.ts'
import {
  factsBytecode,
  ledgerBytecode,
  libraries,
  paymentsBytecode,
  splitsBytecode,
} from '@concordat/sdk/generated/bytecode.ts'
import { type Address, encodeDeployData, getCreate2Address, type Hex, zeroHash } from 'viem'

/** The keyless factory that exists, or can be brought, on every EVM chain: the same code gets the same address everywhere. */
export const factory: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C'

export type ContractName = 'Ledger' | 'Facts' | 'Payments' | 'Splits'
export type Contract = { name: string; address: Address; initCode: Hex }

/** The contracts people name, with their addresses. */
export function listContracts(): (Contract & { name: ContractName })[] {
  const link = linkWith(listLibraries())
  const ledger = contractOf('Ledger', encodeDeployData({ abi: ledgerAbi, bytecode: link(ledgerBytecode) }))
  const facts = contractOf('Facts', encodeDeployData({ abi: factsAbi, bytecode: link(factsBytecode) }))
  const args = [ledger.address, facts.address] as const
  return [
    ledger,
    facts,
    contractOf('Payments', encodeDeployData({ abi: paymentsAbi, bytecode: link(paymentsBytecode), args })),
    contractOf('Splits', encodeDeployData({ abi: splitsAbi, bytecode: link(splitsBytecode), args })),
  ]
}

/** The libraries the contracts call, in the order in which they are deployed. */
export function listLibraries(): Contract[] {
  const deployed: Contract[] = []
  for (const { name, bytecode } of libraries) deployed.push(contractOf(name, linkWith(deployed)(bytecode)))
  return deployed
}

/** Puts the libraries' addresses where the compiler left placeholders. */
function linkWith(deployed: Contract[]) {
  return (bytecode: string): Hex =>
    libraries.reduce((code, { name, placeholder }) => {
      const address = deployed.find(library => library.name === name)?.address
      return address ? code.replaceAll(placeholder, address.slice(2).toLowerCase()) : code
    }, bytecode) as Hex
}

function contractOf<Name extends string>(name: Name, initCode: Hex) {
  return { name, initCode, address: getCreate2Address({ from: factory, salt: zeroHash, bytecode: initCode }) }
}
