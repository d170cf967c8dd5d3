import { concat, encodeFunctionData, parseAbi } from 'viem'
import { describe, expect, test } from 'vitest'
import { findCalls } from '../src/rows/calls.ts'

const abi = parseAbi([
  'function close(uint16 month, bytes rows)',
  'function multicall(bytes[] calls)',
  'function execute(address to, bytes data)',
])
const close = (month: number) => encodeFunctionData({ abi, functionName: 'close', args: [month, '0x1234'] })

describe('findCalls', () => {
  test('default', () => {
    expect(findCalls(close(7), abi, 'close')).toEqual([[7, '0x1234']])
  })

  test('behavior: finds calls within a multicall and within an account contract', () => {
    const multicall = encodeFunctionData({ abi, functionName: 'multicall', args: [[close(1), close(2)]] })
    const execute = encodeFunctionData({ abi, functionName: 'execute', args: [`0x${'1'.repeat(40)}`, multicall] })
    expect(findCalls(execute, abi, 'close')).toEqual([
      [1, '0x1234'],
      [2, '0x1234'],
    ])
  })

  test('behavior: passes over what only looks like a call', () => {
    const { length } = findCalls(concat([close(1).slice(0, 10) as `0x${string}`, '0xff']), abi, 'close')
    expect(length).toBe(0)
    expect(findCalls('0x', abi, 'close')).toEqual([])
  })
})
