import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { basisLines } from '@concordat/sdk/splits/terms/basis.ts'
import { Command } from 'commander'
import { zeroHash } from 'viem'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { deliverProse, keepProse, readKeptProse, warnUndelivered } from './deliverProse.ts'
import { addProse } from './prose.ts'

const folder = mkdtempSync(join(tmpdir(), 'concordat-prose-'))
const root = `0x${'ab'.repeat(32)}` as const
const prose = { text: 'We share.', salt: `0x${'5'.repeat(64)}` } as const
const refusal = (code: string) => ({ error: { code, message: `${code} for a test.` } })

let server: Server
let asked: { path: string; body: unknown }[]
/** What the server answers to a prose, one after another; then that it is known. */
let answers: string[]
beforeEach(async () => {
  asked = []
  answers = []
  server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    const { url: path = '' } = request
    const code = path.endsWith('/prose') ? answers.shift() : undefined
    if (path.endsWith('/prose')) asked.push({ path, body: JSON.parse(body) })
    response.writeHead(code ? 404 : 200, { 'content-type': 'application/json' })
    const view = { root, digest: root, versions: [] }
    const known = { isKnown: true, basis: { fees: 'business', tax: 'none' } }
    response.end(JSON.stringify(code ? refusal(code) : path.endsWith('/prose') ? known : view))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const stack = {
    ...{ chainId: 31337, genesisHash: zeroHash, quorum: zeroHash, arbiters: zeroHash, deployment: '', pid: 1 },
    ...{ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, rpcUrl: 'http://127.0.0.1:1' },
    ports: { chain: 1, database: 1, indexer: 1, server: 1, nodes: [] },
  }
  writeFileSync(join(folder, 'stack.json'), JSON.stringify(stack))
  vi.stubEnv('CONCORDAT_STATE', folder)
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
  server.close()
  rmSync(join(folder, 'prose'), { recursive: true, force: true })
})

/** The command as a person runs it: what it prints, or the code it fails with. */
async function run(...given: string[]): Promise<string> {
  let out = ''
  vi.spyOn(console, 'log').mockImplementation(text => {
    out += `${String(text)}\n`
  })
  const program = new Command().option('--json').exitOverride()
  addProse(program, program)
  await program.parseAsync(['prose', ...given], { from: 'user' })
  return out
}

test('default: asked again until readers know the agreement', async () => {
  answers = ['AgreementUnknown', 'ProseDiffers', 'IndexerUnreachable']
  expect(await deliverProse(root, { prose })).toEqual({ isDelivered: true })
  expect(asked).toHaveLength(4)
  expect(asked[0]).toEqual({ path: `/api/agreements/${root}/prose`, body: prose })
  expect(await deliverProse(root, {})).toBeUndefined()
})

test('error: a server that is away or refuses is told, with what to do; the terms stand', async () => {
  answers = Array(20).fill('AgreementUnknown')
  const late = await deliverProse(root, { prose }, 300)
  expect(late).toMatchObject({ isDelivered: false, code: 'AgreementUnknown' })
  answers = ['TooManyRequests']
  expect(await deliverProse(root, { prose })).toMatchObject({ isDelivered: false, code: 'TooManyRequests' })
  server.close()
  server.closeAllConnections()
  const away = await deliverProse(root, { prose }, 300)
  expect(away).toMatchObject({ isDelivered: false, code: 'ServerUnreachable' })
  let told = ''
  vi.spyOn(console, 'error').mockImplementation(text => {
    told += `${String(text)}\n`
  })
  warnUndelivered(root, away)
  expect(told).toContain('the terms are on the chain')
  expect(told).toContain(`npx concordat agreements prose ${root}`)
  warnUndelivered(root, { isDelivered: true })
  warnUndelivered(root, undefined)
  expect(told.split('\n')).toHaveLength(3)
})

test('behavior: what was published from here is shown again, as often as one likes', async () => {
  await expect(run(root)).rejects.toMatchObject({ code: 'ProseUnknown' })
  keepProse(root, { prose })
  keepProse(`0x${'cd'.repeat(32)}`, {})
  expect(readKeptProse(root)).toEqual(prose)
  expect(readKeptProse(`0x${'cd'.repeat(32)}`)).toBeNull()
  // Others on this machine do not read a contract.
  expect(statSync(join(folder, 'prose', `${root}.json`)).mode & 0o077).toBe(0)
  for (const _ of [1, 2]) expect(await run(root)).toContain('fees business, tax none')
  expect(asked.map(({ body }) => body)).toEqual([prose, prose])
})

test('behavior: of terms published elsewhere, from their file and salt', async () => {
  const basis = { fees: 'business', tax: 'none' } as const
  const terms = {
    ...{ title: 'Site', currency: 'XTS', signBy: 'P30D', prose: prose.text, basis },
    parties: [{ name: 'Ada', role: 'party' }],
    clauses: [{ name: 'All', shares: { Ada: '100%' } }],
  }
  const file = join(folder, 'terms.json')
  writeFileSync(file, JSON.stringify(terms))
  await expect(run(root, file)).rejects.toMatchObject({ code: 'ProseUnknown' })
  await expect(run(root, file, '--salt', '0x12')).rejects.toMatchObject({ code: 'ProseUnknown' })
  await run(root, file, '--salt', prose.salt)
  expect(asked.at(-1)?.body).toEqual({ text: `${prose.text}\n\n${basisLines(basis)}`, salt: prose.salt })
  answers = ['ProseDiffers']
  await expect(run(root, file, '--salt', prose.salt)).rejects.toMatchObject({ code: 'ProseDiffers' })
  writeFileSync(file, JSON.stringify({ ...terms, title: undefined }))
  await expect(run(root, file, '--salt', prose.salt)).rejects.toMatchObject({ code: 'TermsRefused' })
})
