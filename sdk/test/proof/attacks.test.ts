import type { Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { anchorOf } from '../../src/proof/anchor.ts'
import type { Bundle } from '../../src/proof/bundle.ts'
import { limits } from '../../src/proof/limits.ts'
import { makeBundle } from '../../src/proof/makeBundle.ts'
import { type Verdict, type VerifyOptions, verifyBundle } from '../../src/proof/verifyBundle.ts'
import type { Agreement } from '../../src/splits/terms/types.ts'
import { conclude, end } from './lives.ts'
import { type Chain, startChain, wallet1271 } from './stack.ts'
import { clause, plainTerms } from './story.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

// What somebody may try who hands a file to a victim that has nothing but the page to check it.
let chain: Chain
let life: Awaited<ReturnType<typeof conclude>>
/** An honest proof, as of before the agreement was ended. */
let honest: Bundle
let block: number

const height = async () => Number(await chain.client.getBlockNumber({ cacheTime: 0 }))
const reasons = ({ checks }: Verdict) => checks.filter(({ ok }) => !ok).map(({ id, reason }) => `${id} ${reason?.code}`)
const refused = async (bundle: unknown, options?: VerifyOptions) => reasons(await verifyBundle(bundle, options))

async function prove(root: Hex, more: object = {}) {
  const { client, contracts, checkpoints } = chain
  const parameters = { client, contracts, root, checkpoints, toBlock: await height(), fromBlock: 0, currency: 'XTS' }
  return makeBundle({ ...parameters, ...more })
}

beforeAll(async () => {
  chain = await startChain()
  life = await conclude(chain, 'victim')
  const { terms, issue, refund } = life
  await chain.batch([await issue('a', 1_000n), await issue('b', 500n)])
  await chain.batch([await refund('a', 100n)])
  await chain.onSplits('settle', terms)
  block = await height()
  honest = await prove(life.root)
  expect(await refused(honest)).toEqual([])
})
afterAll(() => chain.stop())

describe('whose word it is', () => {
  test('strangers sign the blocks', async () => {
    const strangers = await chain.createQuorum('stranger')
    const forged = await prove(life.root, { toBlock: block, checkpoints: strangers.checkpoints })
    // Signed, but by nobody the quorum of the terms knows.
    expect(await refused(forged)).toEqual(['checkpoint NotAMember'])
    const theirs = await conclude(chain, 'theirs', { rules: { quorum: strangers.id } })
    const own = await prove(theirs.root, { checkpoints: strangers.checkpoints, currency: '953682' })
    expect(await refused({ ...forged, quorums: own.quorums })).toEqual(['anchor QuorumDiffers'])
  })

  test('everything is the forger’s own: nothing but a look at whose word it is tells', async () => {
    const forgers = await chain.createQuorum('forger')
    const { root } = await conclude(chain, 'forged', { rules: { quorum: forgers.id } })
    const own = await prove(root, { checkpoints: forgers.checkpoints, currency: '953682' })
    const verdict = await verifyBundle(own)
    expect(verdict.proven?.anchor).toMatchObject({ quorum: forgers.id, needed: 3 })
    expect(await refused(own, { expectQuorum: chain.quorum })).toEqual(['chain OtherQuorum'])
    expect(await refused(own, { expectRoot: life.root })).toEqual(['chain OtherAgreement'])
  })

  test('another chain of the same id', async () => {
    const genesisHash: Hex = `0x${'ab'.repeat(32)}`
    expect(await refused({ ...honest, chain: { ...honest.chain, genesisHash } })).toEqual(['checkpoint NotAMember'])
    expect(await refused(honest, { expectGenesis: genesisHash })).toEqual(['chain OtherChain'])
    expect(await refused({ ...honest, chain: { ...honest.chain, chainId: 1 } })).toEqual(['checkpoint NotAMember'])
  })

  test('contracts with other code', async () => {
    for (const name of ['Ledger', 'Facts', 'Payments', 'Splits'] as const) {
      const contracts = { ...honest.chain.contracts, [name]: `0x${'12'.repeat(20)}` }
      expect(await refused({ ...honest, chain: { ...honest.chain, contracts } })).toEqual(['contracts ContractUnknown'])
    }
  })

  test('an amendment that only contracts signed moves the trust to nobody', async () => {
    const quorum = (name: string) => `0x${name.repeat(64)}` as Hex
    expect(anchorOf([{ quorum: quorum('1'), byKeys: false }])).toBe(quorum('1'))
    const first = { quorum: quorum('1'), byKeys: true }
    expect(anchorOf([first, { quorum: quorum('2'), byKeys: true }])).toBe(quorum('2'))
    const byContract = { quorum: quorum('2'), byKeys: false }
    expect(anchorOf([first, byContract, { quorum: quorum('3'), byKeys: true }])).toBe(quorum('1'))

    const forgers = await chain.createQuorum('successor')
    const plain = plainTerms(chain)
    const terms: Agreement = {
      ...plain,
      parties: [{ account: wallet1271, role: 'fund' }],
      rules: { ...plain.rules, clauses: [clause({})] },
    }
    const root = chain.digestOf(terms)
    await chain.onSplits('conclude', terms, ['0x1234'])
    const next: Agreement = { ...terms, root, previous: root, rules: { ...terms.rules, quorum: forgers.id } }
    await chain.onSplits('amend', next, terms, ['0x1234'])
    const verdict = await verifyBundle(await prove(root))
    expect([reasons(verdict), verdict.proven?.anchor.quorum]).toEqual([[], chain.quorum])
    expect(verdict.gaps.filter(({ id }) => id === 'contractSigned')).toHaveLength(2)
    const theirs = await conclude(chain, 'theirs too', { rules: { quorum: forgers.id } })
    const { quorums } = await prove(theirs.root, { checkpoints: forgers.checkpoints, currency: '953682' })
    await expect(prove(root, { checkpoints: forgers.checkpoints })).resolves.toBeDefined()
    const forged = { ...(await prove(root, { checkpoints: forgers.checkpoints })), quorums: [...quorums] }
    expect(await refused(forged)).toContain('anchor QuorumDiffers')
  })

  test('members who left go on signing, and their leaving is left out', async () => {
    const { root, terms, issue } = await conclude(chain, 'rotated')
    const before = ['node 0', 'node 1', 'node 2', 'node 3']
    await chain.rotate(['node 0', 'node 2', 'node 5', 'node 6', 'node 7'])
    await chain.batch([await issue('a', 100n)])
    await chain.onSplits('settle', terms)
    const good = await prove(root)
    expect(await refused(good)).toEqual([])
    expect((await verifyBundle(good)).proven?.anchor.members).toHaveLength(5)
    const old = await prove(root, { checkpoints: chain.checkpointsBy(before) })
    const quorums = old.quorums.map(quorum => ({ ...quorum, rotations: [] }))
    const rotating = good.receipts.filter(({ block }) => block > (good.receipts[0]?.block ?? 0)).slice(0, 2)
    const hidden = { ...old, quorums, receipts: old.receipts.filter(one => !rotating.some(r => r.block === one.block)) }
    expect(await refused(hidden)).toContain('members MembersDiffer')
    await chain.rotate(before)
  })
})

describe('what is left out', () => {
  test('the end of it: a file tells only up to its last block, and says so', async () => {
    const { root, terms } = await conclude(chain, 'freshness')
    const then = await height()
    await end(chain, terms)
    const stale = await verifyBundle(await prove(root, { toBlock: then }))
    expect(stale.proven).toMatchObject({ replay: { status: 'effective' }, head: { number: then } })
    const now = await prove(root)
    const verdict = await verifyBundle(now)
    expect(verdict.proven).toMatchObject({ replay: { status: 'terminated' }, head: { number: then + 1 } })
    const receipts = now.receipts.filter(({ block }) => block <= then)
    expect(await refused({ ...now, receipts })).toEqual(['ending SignaturesDiffer', 'state StateDiffers'])
    expect(await refused({ ...now, receipts, endings: [] })).toEqual(['state StateDiffers'])
  })

  test('receipts and facts: left out, doubled, cut', async () => {
    for (const i of honest.receipts.keys()) {
      const left = honest.receipts.filter((_, j) => j !== i)
      expect(await refused({ ...honest, receipts: left }), `without ${i}`).not.toEqual([])
      const twice = honest.receipts.flatMap((one, j) => (j === i ? [one, one] : [one]))
      expect(await refused({ ...honest, receipts: twice })).toEqual(['receipts BlockOutOfPlace'])
    }
    const [first, ...others] = honest.receipts
    const again = { block: first?.block ?? 0, indexes: [...(first?.indexes ?? []), ...(first?.indexes ?? [])] }
    expect(await refused({ ...honest, receipts: [again, ...others] })).toEqual(['receipts BlockOutOfPlace'])
    const { facts } = honest
    expect(await refused({ ...honest, facts: facts.slice(1) })).toEqual(['facts FactMissing'])
    expect(await refused({ ...honest, facts: [...facts, ...facts.slice(0, 1)] })).toEqual(['facts FactUnused'])
    const cut = facts.map((fact, i) => (i === 0 ? { ...fact, signatures: fact.signatures.slice(1) } : fact))
    expect(await refused({ ...honest, facts: cut })).toEqual(['facts TooFewSigners'])
  })

  test('nodes, headers and signatures of checkpoints', async () => {
    expect(await refused({ ...honest, nodes: [] })).toEqual(['receipts NodeMissing'])
    const headless = honest.segments.map(({ headers, ...rest }) => ({ ...rest, headers: headers.slice(-1) }))
    expect(await refused({ ...honest, segments: headless })).toContain('receipts HeaderMissing')
    const unsigned = honest.segments.map(segment => ({ ...segment, signatures: [] }))
    expect(await refused({ ...honest, segments: unsigned })).toEqual(['checkpoint TooFewSigners'])
  })
})

describe('what is meant to harm who looks', () => {
  const named = (title: string) => ({
    ...{ title, parties: [], monthly: [], clauses: [], registers: [], meters: [], milestones: [] },
  })
  const withTitle = (title: string) => ({
    ...honest,
    versions: honest.versions.map(version => ({ ...version, names: named(title) })),
  })

  test('amounts in a currency that the units are not of', async () => {
    expect(await refused({ ...honest, currency: 'USD' })).toEqual(['anchor CurrencyUnproven'])
    expect(await refused({ ...honest, currency: 'x' })).toEqual(['anchor CurrencyUnproven'])
  })

  test('names that steer a screen are no names; markup is a text like any other', async () => {
    for (const title of ['\u001b[2J\u001b[32mproves', 'pay\u202eeman', 'one\ntwo', 'x'.repeat(limits.label + 1)])
      expect(await refused(withTitle(title))).toEqual(['readable BundleUnreadable'])
    const verdict = await verifyBundle(withTitle('<img src=x onerror=alert(1)>'))
    expect(reasons(verdict)).toEqual([])
    expect(verdict.gaps.map(({ id }) => id)).toContain('labels')
  })

  test('what is too large, too deep or no such file ends soon', async () => {
    const nested = `0x${'c1'.repeat(limits.headerDigits / 4)}`
    const huge = `0x${'00'.repeat(limits.nodeDigits / 2 + 1)}`
    let deep: unknown = 0
    for (let i = 0; i < 5_000; i++) deep = [deep]
    const files: unknown[] = [
      { ...honest, nodes: Array(limits.nodes + 1).fill('0x') },
      { ...honest, nodes: [huge] },
      { ...honest, nodes: Array(20_000).fill(`0x${'f8'.repeat(100)}`) },
      { ...honest, segments: [{ headers: [nested], signatures: [] }] },
      { ...honest, receipts: [{ block: 2 ** 60, indexes: [0] }] },
      { ...honest, segments: Array(limits.segments + 1).fill(honest.segments[0]) },
      { ...honest, facts: deep },
      deep,
      JSON.parse('{"__proto__":{"ok":true},"constructor":{}}'),
    ]
    const started = performance.now()
    for (const file of files) {
      const verdict = await verifyBundle(file)
      expect([verdict.ok, verdict.proven]).toEqual([false, null])
    }
    expect(performance.now() - started).toBeLessThan(20_000)
  })
})
