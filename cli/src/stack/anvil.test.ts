import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import getPort from 'get-port'
import { createTestClient, http, publicActions } from 'viem'
import { afterAll, expect, test } from 'vitest'
import { startAnvil } from './anvil.ts'

const folder = mkdtempSync(join(tmpdir(), 'concordat-chain-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('behavior: a chain that is started again and again stays the one it was, at the time it is', async () => {
  const stateFile = join(folder, 'chain.json')
  const port = await getPort()
  const begun = new Set<string>()
  for (let head = 1n; head <= 6n; head++) {
    const { url, stop } = await startAnvil({ port, stateFile })
    const chain = createTestClient({ mode: 'anvil', transport: http(url) }).extend(publicActions)
    begun.add((await chain.getBlock({ blockNumber: 0n })).hash)
    await chain.mine({ blocks: 1 })
    const block = await chain.getBlock()
    expect(block.number).toBe(head)
    expect(Math.abs(Number(block.timestamp) - Date.now() / 1_000)).toBeLessThan(5)
    // Of another second would be another first block.
    await new Promise(resolve => setTimeout(resolve, 1_100))
    await stop()
  }
  expect(begun.size).toBe(1)
})
