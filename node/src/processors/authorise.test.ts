import { type Anvil, startAnvil } from '@concordat/cli/stack/anvil.ts'
import { createTestClient, type Hex, http, keccak256 } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { orderOf } from '../../test/records.ts'
import { accountAt, freePort } from '../../test/stack.ts'
import { connectChain } from '../chain/connect.ts'
import { createSignatureCheck } from './authorise.ts'

// Contracts that answer every call with ERC-1271's word for a good signature, with nothing, and not at all.
const agrees: Hex = '0x631626ba7e60e01b60005260206000f3'
const refuses: Hex = '0x60006000f3'
const reverts: Hex = '0x60006000fd'
const contract = `0x${'c0'.repeat(20)}` as const
const wallet = accountAt(5)
let anvil: Anvil
let isSigned: ReturnType<typeof createSignatureCheck>

beforeAll(async () => {
  anvil = await startAnvil({ port: await freePort() })
  isSigned = createSignatureCheck(connectChain(anvil.url, 31_337))
})
afterAll(() => anvil.stop())

const setCode = (bytecode: Hex) =>
  createTestClient({ mode: 'anvil', transport: http(anvil.url) }).setCode({ address: contract, bytecode })

describe(createSignatureCheck, () => {
  const metadata = orderOf({}, wallet.address)
  const signed = async (by = wallet) => ({ ...metadata, signature: await by.sign({ hash: metadata.order as Hex }) })

  test('behavior: a wallet signs with its key', async () => {
    expect(await isSigned(wallet.address, await signed())).toBe(true)
    expect(await isSigned(wallet.address.toLowerCase(), await signed())).toBe(true)
    expect(await isSigned(wallet.address, await signed(accountAt(6)))).toBe(false)
    expect(await isSigned(wallet.address, { ...(await signed()), order: keccak256('0x01') })).toBe(false)
  })

  test('behavior: a contract signs by its own rule', async () => {
    const given = { ...metadata, signature: '0x1234' }
    expect(await isSigned(contract, given)).toBe(false)
    await setCode(agrees)
    expect(await isSigned(contract, given)).toBe(true)
    for (const code of [refuses, reverts]) {
      await setCode(code)
      expect(await isSigned(contract, given)).toBe(false)
    }
  })

  test('error: a chain that is silent says nothing about a signature', async () => {
    const silent = createSignatureCheck(connectChain('http://127.0.0.1:1', 31_337))
    expect(await silent(wallet.address, await signed())).toBe(true)
    await expect(silent(contract, { ...metadata, signature: '0x1234' })).rejects.toThrow()
  })

  test('behavior: without a signature, an order or a wallet nothing is signed', async () => {
    expect(await isSigned(wallet.address, metadata)).toBe(false)
    expect(await isSigned(wallet.address, {})).toBe(false)
    expect(await isSigned('card 1', await signed())).toBe(false)
  })
})
