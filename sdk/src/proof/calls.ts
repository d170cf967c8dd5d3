import { type Abi, type AbiFunction, decodeFunctionData, type Hex, toFunctionSelector } from 'viem'

/** The arguments of every call of a function that a transaction's input holds: made directly, in a multicall, or through an account contract. */
export function findCalls(input: Hex, abi: Abi, functionName: string): readonly unknown[][] {
  const item = abi.find((one): one is AbiFunction => one.type === 'function' && one.name === functionName)
  if (!item) return []
  const selector = toFunctionSelector(item).slice(2)
  const calls: unknown[][] = []
  for (let at = input.indexOf(selector, 2); at >= 0; at = input.indexOf(selector, at + 1)) {
    if (at % 2 !== 0) continue
    try {
      calls.push([...(decodeFunctionData({ abi: [item], data: `0x${input.slice(at)}` }).args ?? [])])
    } catch {
      // The same four bytes by chance.
    }
  }
  return calls
}
