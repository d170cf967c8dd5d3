import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeBundle } from '@concordat/sdk/proof/makeBundle.ts'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { conclude } from '../../../sdk/test/proof/lives.ts'
import { startChain } from '../../../sdk/test/proof/stack.ts'
import { playPlain } from '../../../sdk/test/proof/story.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const main = join(import.meta.dirname, '../main.ts')
const folder = mkdtempSync(join(tmpdir(), 'concordat-verify-'))
const good = join(folder, 'good.json')
const bad = join(folder, 'bad.json')
const steering = join(folder, 'steering.json')
let root: string
let genesisHash: string
let quorum: string

beforeAll(async () => {
  const chain = await startChain()
  const { client, contracts, checkpoints } = chain
  const played = await playPlain(chain)
  const toBlock = Number(await client.getBlockNumber({ cacheTime: 0 }))
  const bundle = await makeBundle({ client, contracts, checkpoints, toBlock, root: played.root, fromBlock: 0 })
  writeFileSync(good, JSON.stringify(bundle))
  writeFileSync(bad, JSON.stringify({ ...bundle, receipts: bundle.receipts.slice(0, -1) }))
  const theirs = await conclude(chain, '\u001b[2J\u001b[32m\u009b2Jproves the agreement')
  const last = Number(await client.getBlockNumber({ cacheTime: 0 }))
  const own = { client, contracts, checkpoints, toBlock: last, root: theirs.root, fromBlock: 0 }
  writeFileSync(steering, JSON.stringify(await makeBundle(own)))
  root = played.root
  genesisHash = chain.genesisHash
  quorum = chain.quorum
  // From here on there is no chain any more.
  await chain.stop()
})

afterAll(() => rmSync(folder, { recursive: true }))

/** Runs `concordat verify` where nothing was ever started. */
function run(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const env = { ...process.env, CONCORDAT_STATE: join(folder, 'nothing'), NO_COLOR: '1' }
  return new Promise(resolve => {
    const child = execFile(process.execPath, [main, 'verify', ...args], { env }, (_, out, error) =>
      resolve({ code: child.exitCode ?? -1, out, error }),
    )
  })
}

describe('concordat verify', () => {
  test('default', async () => {
    const { code, out } = await run(good, '--genesis', genesisHash, '--agreement', root, '--quorum', quorum)
    expect(out).toContain('proves the agreement')
    expect(out).toContain('none is missing')
    expect(out).toContain(`Everything rests on the word of quorum ${quorum}`)
    expect(out).toContain('3 of these 4 attestors must have said the truth as of block')
    expect(out.split('Not proven')[1]).toContain('What happened after the last block')
    expect(code).toBe(0)
  })

  test('behavior: JSON for programs', async () => {
    const { code, out } = await run(good, '--json')
    const said = JSON.parse(out)
    expect(said).toMatchObject({ ok: true, root, anchor: { quorum }, totals: { received: '2411', refunded: '600' } })
    expect(said.notProven.map(({ id }: { id: string }) => id).sort()).toEqual(['cancelled', 'prose', 'unit'])
    expect(code).toBe(0)
  })

  test('error: an event is missing', async () => {
    const { code, out } = await run(bad)
    expect(out).toContain('StateDiffers')
    expect(out).toContain('does not prove the agreement')
    expect(code).toBe(1)
    expect(JSON.parse((await run(bad, '--json')).out)).toMatchObject({ ok: false })
  })

  test('behavior: what a stranger wrote does not steer the terminal', async () => {
    const { code, out } = await run(steering)
    expect([code, out.includes('proves the agreement')]).toEqual([0, true])
    // Its role was signed on the chain and is as it is; what is shown of it is plain.
    expect(out).toContain('\ufffd[2J')
    for (const order of ['\u001b[2J', '\u001b[32m', '\u009b']) expect(out).not.toContain(order)
    const { out: json } = await run(steering, '--json')
    expect([JSON.parse(json).ok, json.includes('\u001b'), json.includes('\u009b')]).toEqual([true, false, false])
    expect((await run(steering, '--quorum', `0x${'12'.repeat(32)}`)).out).toContain('OtherQuorum')
  })

  test('error: another agreement, no bundle, no file', async () => {
    const other = await run(good, '--agreement', `0x${'12'.repeat(32)}`)
    expect([other.code, other.out.includes('OtherAgreement')]).toEqual([1, true])
    const none = await run(main)
    expect([none.code, none.out.includes('BundleUnreadable')]).toEqual([1, true])
    expect(await run(join(folder, 'gone.json'))).toMatchObject({
      code: 1,
      error: expect.stringContaining('FileMissing'),
    })
  })
})
