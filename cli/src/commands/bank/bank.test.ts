import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { agreementReference, endToEndIdOf } from '@concordat/sdk/payments/bank/references.ts'
import { Command } from 'commander'
import { zeroHash } from 'viem'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { writeReport } from '../../../../sdk/test/bank/pain002.ts'
import { type Banked, receiver, startBank, type TestBank } from '../../../../server/test/bank.ts'
import { quorum } from '../../../../server/test/harness.ts'
import { listen } from '../../../../server/test/indexer.ts'
import { addBank } from './index.ts'
import type { BatchView, ImportView } from './views.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const folder = mkdtempSync(join(tmpdir(), 'concordat-bank-'))
const out = join(folder, 'payouts.xml')
const statement = join(folder, 'statement.xml')

let bank: TestBank
let site: Banked
let stopServer: () => void
beforeAll(async () => {
  bank = await startBank()
  const { server, port } = await listen(bank.app as never)
  stopServer = () => server.close()
  const stack = {
    ...{ chainId: 31337, genesisHash: zeroHash, quorum, arbiters: quorum, deployment: '', pid: 1 },
    ...{ url: `http://127.0.0.1:${port}`, rpcUrl: 'http://127.0.0.1:1' },
    ports: { chain: 1, database: 1, indexer: 1, server: port, nodes: [] },
  }
  writeFileSync(join(folder, 'stack.json'), JSON.stringify(stack))
  site = await bank.addBanked()
  vi.stubEnv('CONCORDAT_STATE', folder)
  vi.stubEnv('CONCORDAT_API_KEY', site.key)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  stopServer()
  await bank.stop()
  rmSync(folder, { recursive: true })
})

/** The command as a person runs it, in this process. */
async function run(...given: string[]): Promise<{ code: number; out: string; error: string }> {
  let out = ''
  let error = ''
  const note = (text: unknown) => {
    out += `${String(text)}\n`
  }
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(note),
    vi.spyOn(console, 'error').mockImplementation(text => {
      error += `${String(text)}\n`
    }),
    vi.spyOn(process.stdout, 'write').mockImplementation(text => {
      out += String(text)
      return true
    }),
  ]
  const program = new Command('concordat').option('--json').exitOverride()
  addBank(program)
  try {
    await program.parseAsync(given, { from: 'user' })
    return { code: Number(process.exitCode ?? 0), out, error }
  } catch (cause) {
    const { code = '', exitCode } = cause as { code?: string; exitCode?: number }
    return { code: exitCode ?? 1, out, error: error + code }
  } finally {
    process.exitCode = undefined
    for (const spy of spies) spy.mockRestore()
  }
}
const payouts = (...given: string[]) => run('bank', 'payouts', '--business', site.id, ...given)
const read = (...given: string[]) => run('bank', 'import', ...given, '--business', site.id)

describe('concordat bank', () => {
  test('default: payouts into a file, the same again, and the list', async () => {
    expect(await payouts('--out', out)).toMatchObject({ code: 0, error: 'Nothing is to be paid out.\n' })
    expect(existsSync(out)).toBe(false)
    const instruction = await bank.instruct(await bank.addReceiver(site), 1)

    expect(await payouts('--out', out, '--request', 'monday')).toMatchObject({
      code: 0,
      out: `1 transfer, 10.00 XTS, in ${out}\n`,
    })
    const file = readFileSync(out, 'utf8')
    expect(file).toContain(endToEndIdOf(instruction))
    expect((await payouts('--request', 'monday')).out).toBe(file)
    const [batch] = JSON.parse((await payouts('--list', '--json')).out) as BatchView[]
    expect(batch).toMatchObject({ transfers: 1, open: 1 })
    expect((await payouts('--batch', batch?.id ?? '')).out).toBe(file)
    expect((await payouts('--list')).out).toContain(batch?.id)
  })

  test('default: a statement, and what is left of it', async () => {
    const [{ payout = '' } = {}] = await bank.sql<{ payout: string }[]>`select payout from payout_orders`
    const paid = {
      ...{ reference: 'D1', amount: '10.00', side: 'DBIT' as const, date: '2026-03-01' },
      details: [{ endToEndId: payout, creditor: receiver }],
    }
    const text = agreementReference(site.root)
    const credit = { reference: 'R1', amount: '25.00', date: '2026-03-01', details: [{ text }] }
    writeFileSync(statement, bank.write(site, [credit, paid]))
    expect(await read(statement)).toMatchObject({
      code: 0,
      out: expect.stringContaining('2 new, 0 already known; 2 booked'),
    })
    const again = await read(statement, '--json')
    expect(JSON.parse(again.out) as ImportView).toMatchObject({ fresh: 0, known: 2, placed: 2, left: [] })
    expect((await payouts('--list', '--json')).out).toContain('"open": 0')

    writeFileSync(statement, bank.write(site, [{ reference: 'R2', amount: '1.00', date: '2026-03-02' }], { id: 'S-2' }))
    expect(await read(statement)).toMatchObject({ code: 1, out: expect.stringContaining('ReferenceMissing') })
  })

  test('default: a report that rejects a file gives its transfers to the next', async () => {
    await bank.instruct(await bank.addReceiver(site), 2, 2_000)
    await payouts('--out', out)
    const message = /<MsgId>(\w+)</.exec(readFileSync(out, 'utf8'))?.[1] ?? ''
    writeFileSync(statement, writeReport({ message, status: 'RJCT', reason: 'FF01' }))
    expect(await read(statement)).toMatchObject({
      code: 0,
      out: expect.stringContaining('the file is rejected: FF01'),
    })
    expect((await payouts('--list')).out).toContain('rejected: FF01')
    expect((await payouts('--out', out)).out).toContain('1 transfer, 20.00 XTS')
    const endToEndId = /<EndToEndId>(\w+)</.exec(readFileSync(out, 'utf8'))?.[1] ?? ''
    const next = /<MsgId>(\w+)</.exec(readFileSync(out, 'utf8'))?.[1] ?? ''
    const transfers = [{ endToEndId, reason: 'AC04' }, { endToEndId: 'unheard' }]
    writeFileSync(statement, writeReport({ message: next, transfers }))
    const found = await read(statement)
    expect(found).toMatchObject({ code: 1, out: expect.stringContaining('TransferUnknown') })
    expect(found.out).toContain('2 new, 0 already known; 1 booked')
  })

  test('error: its reasons, with exit code 1', async () => {
    expect(await read(join(folder, 'missing.xml'))).toMatchObject({
      code: 1,
      error: expect.stringContaining('FileMissing'),
    })
    writeFileSync(statement, 'no statement')
    expect(await read(statement)).toMatchObject({ code: 1, error: expect.stringContaining('FileNotXml') })
    expect(await read(statement, '--key', 'ck_wrong')).toMatchObject({ code: 1, error: 'KeyUnknown' })
    expect(await payouts('--batch', 'none')).toMatchObject({
      code: 1,
      error: expect.stringContaining('BankBatchUnknown'),
    })
    expect((await run('bank', 'payouts')).code).toBe(1)
    expect((await run('bank', 'import', '--help')).out).toContain('Exit code 1')
  })
})
