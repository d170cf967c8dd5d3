import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { currencyUnit } from '@concordat/sdk/currencies.ts'
import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { basisLines } from '@concordat/sdk/splits/terms/basis.ts'
import { agreementDigest } from '@concordat/sdk/splits/terms/digest.ts'
import { decodeTerms, encodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { parseTerms, proseHash } from '@concordat/sdk/splits/terms/parse.ts'
import type { AgreementView, LeaverSignature } from '@concordat/sdk/views.ts'
import { type Hex, keccak256, parseEventLogs, stringToHex, zeroHash } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Chain, startChain } from '../../../../sdk/test/proof/stack.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const main = join(import.meta.dirname, '../../main.ts')
const folder = mkdtempSync(join(tmpdir(), 'concordat-amend-'))
const business = `0x${'b1'.repeat(32)}` as const
const names = ['investor', 'builder', 'successor', 'stranger'] as const
const keyOf = (name: string) => keccak256(stringToHex(name))
const accountOf = (name: string) => privateKeyToAccount(keyOf(name)).address

let chain: Chain
let server: Server
let agreement: AgreementView
let kept: LeaverSignature[]
let firstBlock: bigint
/** The readable contracts that were shown to the server, and how often it did not know the agreement yet. */
let shown: { path: string; text: string; salt: Hex }[]
let unknown: number
beforeAll(async () => {
  chain = await startChain()
  for (const name of names) {
    writeFileSync(join(folder, name), keyOf(name))
    await chain.chain.setBalance({ address: accountOf(name), value: 10n ** 20n })
  }
  server = createServer(async (asked, answer) => {
    let body = ''
    for await (const piece of asked) body += piece
    const found = await serve(asked.url ?? '', body)
    answer.writeHead(found === null ? 404 : 200, { 'content-type': 'application/json' })
    answer.end(JSON.stringify(found ?? { error: { code: 'AgreementUnknown', message: 'No agreement has this root.' } }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const deployment = join(folder, 'deployment.json')
  const { chainId, genesisHash, contracts, quorum, client } = chain
  writeFileSync(deployment, JSON.stringify({ chainId, genesisHash, block: 0, contracts }))
  const stack = {
    ...{ chainId, genesisHash, quorum, arbiters: quorum, deployment, pid: 1 },
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    rpcUrl: client.transport.url,
    ports: { chain: 1, database: 1, indexer: 1, server: 1, nodes: [] },
  }
  writeFileSync(join(folder, 'stack.json'), JSON.stringify(stack))
})
afterAll(async () => {
  server.close()
  await chain.stop()
  rmSync(folder, { recursive: true })
})

/** What the server and the indexer would say, read from the chain itself. */
async function serve(path: string, body: string): Promise<unknown> {
  if (path === '/api/businesses') return [{ id: business, name: 'site', project: 'Charging site' }]
  if (path.startsWith('/api/amendments/')) {
    if (body) kept.push({ ...(JSON.parse(body) as Omit<LeaverSignature, 'at'>), at: 1 })
    return kept
  }
  if (path.endsWith('/prose')) {
    if (unknown-- > 0) return null
    shown.push({ path, ...(JSON.parse(body) as { text: string; salt: Hex }) })
    return { isKnown: true, basis: null }
  }
  return path === `/api/index/agreements/${agreement.root}` ? readView() : null
}

async function readView(): Promise<AgreementView> {
  const fromBlock = firstBlock
  const raw = await chain.client.getLogs({ address: chain.contracts.Splits, fromBlock, toBlock: 'latest' })
  const logs = parseEventLogs({ abi: splitsAbi, logs: raw })
  const current = decodeTerms(agreement.terms)
  const view = structuredClone(agreement)
  for (const { eventName, args } of logs) {
    if (eventName === 'AgreementProposed' && args.root === view.root && args.digest !== view.root) {
      const next = decodeTerms(args.terms)
      const has = (account: string) => next.parties.some(party => party.account === account)
      view.versions.push({ digest: args.digest, previous: view.root, concludedAt: null, terms: args.terms })
      const signers = [
        ...next.parties.map(party => ({ ...party, leaves: false, signedAt: null })),
        ...current.parties
          .filter(({ account }) => !has(account))
          .map(party => ({ ...party, leaves: true, signedAt: null })),
      ]
      view.pending.push({ digest: args.digest, signBy: next.rules.signBy, signers, declined: null })
    }
    const pending = view.pending.find(each => 'digest' in args && each.digest === args.digest)
    if (eventName === 'AgreementSigned' && pending)
      pending.signers = pending.signers.map(each => (each.account === args.party ? { ...each, signedAt: 1 } : each))
    if (eventName === 'AgreementDeclined' && pending)
      pending.declined = { party: args.party, reason: args.reason, at: 1 }
  }
  return view
}

const file = (change: Partial<SplitsTermsFile> = {}): SplitsTermsFile => ({
  ...{ title: 'Site', business, currency: 'XTS', signBy: 'P30D', salt: keccak256('0x01'), prose: 'We share.' },
  parties: [
    { name: 'Investor', role: 'investor', account: accountOf('investor') },
    { name: 'Builder', role: 'builder', account: accountOf('builder') },
  ],
  clauses: [
    { name: 'Recoup', limit: '100.00', shares: { Investor: '100%' } },
    { name: 'Rest', shares: { Investor: '50%', Builder: '50%' } },
  ],
  ...change,
})

let count = 0
beforeEach(async () => {
  const { quorum, contracts, client, chainId } = chain
  const unit = currencyUnit('XTS', { quorum, business, payments: contracts.Payments })
  const context = {
    ...{ businesses: {}, quorums: { default: quorum }, currencies: { XTS: unit } },
    now: Number((await client.getBlock()).timestamp) + ++count,
  }
  const terms = parseTerms(file(), context).agreement
  const root = agreementDigest(terms, chainId, contracts.Splits)
  firstBlock = await client.getBlockNumber({ cacheTime: 0 })
  await chain.onSplits('conclude', terms, [await chain.signBy('investor', root), await chain.signBy('builder', root)])
  kept = []
  shown = []
  unknown = 1
  const versions = [{ digest: root, previous: zeroHash, concludedAt: 1, terms: encodeTerms(terms) }]
  const asset = { id: String(unit.id), symbol: 'XTS', decimals: 2, kind: 'currency' }
  agreement = {
    ...{ root, digest: root, status: 'effective', business, terms: versions[0]?.terms, versions, pending: [], asset },
  } as unknown as AgreementView
})

type Ran = { code: number; out: string; error: string }
function run(...args: string[]): Promise<Ran> {
  const env = { ...process.env, CONCORDAT_STATE: folder, NO_COLOR: '1' }
  return new Promise(resolve => {
    const child = execFile(process.execPath, [main, ...args], { env, cwd: folder }, (_, out, error) =>
      resolve({ code: child.exitCode ?? -1, out, error }),
    )
  })
}
let files = 0
const amend = (terms: unknown, ...args: string[]) => {
  const name = `next-${++files}.json`
  writeFileSync(join(folder, name), typeof terms === 'string' ? terms : JSON.stringify(terms))
  return run('--json', 'agreements', 'amend', agreement.root, name, ...args)
}
const refused = async (ran: Promise<Ran>) => {
  const { code, error } = await ran
  const { error: reason } = JSON.parse(error) as {
    error: { code: string; problems?: { path: string; code: string }[] }
  }
  return [code, reason.code, ...(reason.problems ?? []).map(each => `${each.path} ${each.code}`)]
}
const less = (shares = { Investor: '60%', Builder: '40%' }) =>
  file({ clauses: [file().clauses[0] as never, { name: 'Rest', shares }] })
const currentOf = (root: Hex) =>
  chain.client.readContract({
    address: chain.contracts.Splits,
    abi: splitsAbi,
    functionName: 'currentOf',
    args: [root],
  })

describe('concordat agreements amend', () => {
  test('default: proposed, signed by all at hand, in force with the last signature', async () => {
    const { code, out } = await amend(less(), '--as', 'investor', 'builder', '--sign')
    expect(code).toBe(0)
    const answer = JSON.parse(out) as { digest: Hex; version: number; inForce: Hex | null; salt: Hex }
    expect(answer).toMatchObject({
      version: 2,
      salt: file().salt,
      signers: [{ role: 'investor' }, { role: 'builder' }],
      prose: { isDelivered: true },
    })
    const prose = { path: `/api/agreements/${agreement.root}/prose`, text: 'We share.', salt: file().salt }
    expect(shown).toEqual([prose])
    expect(await currentOf(agreement.root)).toBe(answer.digest)
    const next = decodeTerms((await readView()).versions.at(-1)?.terms as Hex)
    expect(next).toMatchObject({ root: agreement.root, previous: agreement.root })
    expect(next.rules.clauses.map(({ continues }) => continues)).toEqual([1, 2])
    expect(next.prose).toBe(proseHash(prose.text, answer.salt))

    // Again later, from what this machine kept.
    expect((await run('agreements', 'prose', agreement.root)).code).toBe(0)
    expect(shown).toEqual([prose, prose])
  })

  test('behavior: the terms in force as a file, one signature after another, that of a party that leaves too', async () => {
    expect((await run('agreements', 'terms', agreement.root, '--out', 'force.json')).code).toBe(0)
    const inForce = JSON.parse(readFileSync(join(folder, 'force.json'), 'utf8')) as SplitsTermsFile
    expect(inForce).toMatchObject({
      clauses: [{ name: 'clause 1', continues: 'clause 1' }, { shares: { Builder: '50%' } }],
    })
    expect(await refused(amend(inForce, '--as', 'investor'))).toEqual([1, 'NothingChanged'])

    const parties = inForce.parties.with(1, { name: 'Builder', role: 'builder', account: accountOf('successor') })
    const { out } = await amend({ ...inForce, parties }, '--as', 'investor', '--sign')
    const { digest } = JSON.parse(out) as { digest: Hex }
    const next = decodeTerms((await readView()).versions.at(-1)?.terms as Hex)
    // Without a prose of its own the readable contract stays.
    expect(next.prose).toBe(decodeTerms(agreement.terms).prose)
    expect(shown).toEqual([])
    const sign = (as: string) => run('agreements', 'sign', agreement.root, '--as', as)
    expect(await sign('builder')).toMatchObject({ code: 0, out: 'Signed. The others are to sign too.\n' })
    expect(kept.map(({ account }) => account)).toEqual([accountOf('builder')])
    expect(await sign('stranger')).toMatchObject({ code: 1, error: expect.stringContaining('NotAParty') })
    expect(await sign('successor')).toMatchObject({ code: 0, out: 'Signed: the change is in force.\n' })
    expect(await currentOf(agreement.root)).toBe(digest)
  })

  test('behavior: of two changes one is named, and one is declined', async () => {
    const [first, second] = [
      await amend(less(), '--as', 'investor'),
      await amend(less({ Investor: '70%', Builder: '30%' }), '--as', 'builder'),
    ]
    const digests = [first, second].map(({ out }) => (JSON.parse(out) as { digest: Hex }).digest)
    expect(await refused(run('--json', 'agreements', 'sign', agreement.root, '--as', 'investor'))).toEqual([
      1,
      'AmendmentAmbiguous',
    ])
    const by = ['--as', 'builder', '--amendment', digests[0] as string]
    expect((await run('agreements', 'decline', agreement.root, ...by, '--reason', 'Too little')).code).toBe(0)
    expect((await run('agreements', 'sign', agreement.root, '--as', 'investor')).code).toBe(0)
    expect(await refused(run('--json', 'agreements', 'sign', agreement.root, ...by))).toEqual([1, 'AmendmentUnknown'])
    expect((await readView()).pending.map(({ declined }) => declined?.reason)).toEqual(['Too little', undefined])
  })

  test('error: no terms, no change, other terms, other people', async () => {
    const one = { ...less(), clauses: [{ name: 'Rest', shares: { Investor: '100%' } }] }
    const gone = { ...less(), clauses: [{ name: 'Rest', continues: 'Rent', shares: { Investor: '100%' } }] }
    const cases: [unknown, string[], ...string[]][] = [
      [file(), ['investor'], 'NothingChanged'],
      ...['{', '[]', 'null'].map((text): [unknown, string[], string] => [text, ['investor'], 'FileUnreadable']),
      [{ ...less(), rows: [] }, ['investor'], 'TermsRefused', 'terms FieldUnknown'],
      [
        less({ Investor: '60%', Builder: '50%' }),
        ...[['investor'], 'TermsRefused', 'clauses[1].shares SharesDoNotSum'],
      ] as [unknown, string[], ...string[]],
      [{ ...less(), business: `0x${'b2'.repeat(32)}` }, ['investor'], 'TermsRefused', 'business BusinessChanged'],
      [gone, ['investor'], 'TermsRefused', 'clauses[0].continues ContinuesUnknown'],
      [one, ['investor'], 'ContinuationUnclear'],
      [less(), ['stranger'], 'ProposerOutside'],
      [less(), ['investor', 'stranger', '--sign'], 'NotAParty'],
      [less(), ['nobody'], 'WalletUnknown'],
    ]
    const answers = await Promise.all(cases.map(([terms, as]) => refused(amend(terms, '--as', ...as))))
    expect(answers).toEqual(cases.map(([, , ...expected]) => [1, ...expected]))
    expect((await readView()).pending).toEqual([])
    expect((await amend(one, '--as', 'investor', '--anew')).code).toBe(0)
  })

  test('error: an agreement that is unknown, not in force, or over', async () => {
    writeFileSync(join(folder, 'next.json'), JSON.stringify(less()))
    const unknown = run('--json', 'agreements', 'amend', zeroHash, 'next.json', '--as', 'investor')
    expect(await refused(unknown)).toEqual([1, 'AgreementUnknown'])
    for (const status of ['proposed', 'terminated', 'completed'] as const) {
      agreement.status = status
      expect(await refused(amend(less(), '--as', 'investor'))).toEqual([1, 'AgreementNotAmendable'])
    }
    const { error } = await run('agreements', 'amend', agreement.root, 'next.json', '--as', 'investor')
    expect(error).toContain('The agreement is completed: its terms can no longer be changed.')
  })
})

describe('concordat agreements propose', () => {
  test('default: the readable contract with its basis reaches the server, with the salt that was drawn for it', async () => {
    const { salt: _, ...given } = file({ basis: { fees: 'parties', tax: 'inclusive', rate: 'VAT 7%' } })
    const text = `We share.\n\n${basisLines({ fees: 'parties', tax: 'inclusive', rate: 'VAT 7%' })}`
    writeFileSync(join(folder, 'first.json'), JSON.stringify(given))
    for (const verb of [
      ['propose', 'investor'],
      ['conclude', 'investor', 'builder'],
    ] as const) {
      shown = []
      unknown = 2
      const from = await chain.client.getBlockNumber({ cacheTime: 0 })
      const [command, ...as] = verb
      const { code, out, error } = await run('--json', 'agreements', command, 'first.json', '--as', ...as)
      expect([code, error]).toEqual([0, ''])
      const answer = JSON.parse(out) as { root: Hex; salt: Hex; prose: unknown }
      expect(answer.prose).toEqual({ isDelivered: true })
      expect(shown).toEqual([{ path: `/api/agreements/${answer.root}/prose`, text, salt: answer.salt }])
      const raw = await chain.client.getLogs({ address: chain.contracts.Splits, fromBlock: from, toBlock: 'latest' })
      const proposed = parseEventLogs({ abi: splitsAbi, logs: raw, eventName: 'AgreementProposed' })
      const published = proposed.find(({ args }) => args.root === answer.root)
      expect(decodeTerms(published?.args.terms as Hex).prose).toBe(proseHash(text, answer.salt))
    }
  })
})
