import { type Address, concat, type Hex } from 'viem'
import type { Stack } from './startStack.ts'

// Answers `balanceOf` with 2^200 and everything else with 1: all that the Ledger asks of a token, and everyone has enough.
const code: Hex = concat([
  '0x60003560e01c6370a0823114601957', // when the selector is that of balanceOf, jump to 0x19
  '0x600160005260206000f3', // return 1
  '0x5b600160c81b60005260206000f3', // return 1 << 200
])

/** Puts a token at an address. */
export async function placeToken({ chain }: Stack): Promise<Address> {
  const address: Address = '0x7070707070707070707070707070707070707070'
  await chain.setCode({ address, bytecode: code })
  return address
}
