import * as fc from 'fast-check'
import { keccak256, stringToHex } from 'viem'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ledgerAbi } from '../../src/generated/abi.ts'
import type { Bundle } from '../../src/proof/bundle.ts'
import { makeBundle } from '../../src/proof/makeBundle.ts'
import { type Verdict, verifyBundle } from '../../src/proof/verifyBundle.ts'
import { type Chain, party, startChain, wallet1271 } from './stack.ts'
import { names, playMonthly, playPlain, prose } from './story.ts'
import { removals, shapeOf, type Tampering, tamperings } from './tamper.ts'

vi.setConfig({ testTimeout: 3_600_000, hookTimeout: 120_000 })

// The same signatures are examined hundreds of times: whose each is stays the same.
vi.mock('../../src/proof/signatures.ts', async importActual => {
  const actual = await importActual<typeof import('../../src/proof/signatures.ts')>()
  const known = new Map<string, ReturnType<typeof actual.signerOf>>()
  const signerOf: typeof actual.signerOf = (digest, signature) => {
    const name = `${digest} ${signature}`
    const before = known.get(name)
    if (before !== undefined) return before
    const signer = actual.signerOf(digest, signature)
    known.set(name, signer)
    return signer
  }
  return { ...actual, signerOf }
})

let chain: Chain
let monthly: Awaited<ReturnType<typeof playMonthly>>
let plain: Awaited<ReturnType<typeof playPlain>>
let bundle: Bundle
let verdict: Verdict

const reasons = ({ checks }: Verdict) => checks.filter(({ ok }) => !ok).map(({ id, reason }) => `${id} ${reason?.code}`)
const copy = (): Bundle => structuredClone(bundle)

/** The reasons for which a changed copy is refused. */
async function refusalsOf(change: (bundle: Bundle) => void) {
  const changed = copy()
  change(changed)
  return reasons(await verifyBundle(changed))
}

/** The hash of everything a verdict states about what was signed and what happened; labels that nobody signed are left out. */
function statementOf({ proven }: Verdict): string {
  const { unit: _, versions = [], ...rest } = proven ?? {}
  const signed = versions.map(({ names: _, prose: __, named: ___, ...version }) => version)
  const plain = (_: string, part: unknown) => (typeof part === 'bigint' ? String(part) : part)
  return keccak256(stringToHex(JSON.stringify({ ...rest, signed }, plain)))
}

async function parametersOf(root: `0x${string}`) {
  const { client, contracts, checkpoints } = chain
  const toBlock = Number(await client.getBlockNumber({ cacheTime: 0 }))
  const words = { [root]: root === monthly.root ? { prose, names } : {} }
  return { client, contracts, root, checkpoints, toBlock, words, fromBlock: 0, currency: 'XTS' }
}

/** The block in which an agreement took effect: it was not proposed before. */
const firstBlockOf = async (root: `0x${string}`) => {
  const { proven } = await verifyBundle(await makeBundle(await parametersOf(root)))
  return proven?.versions[0]?.concluded.block
}

beforeAll(async () => {
  chain = await startChain()
  plain = await playPlain(chain)
  monthly = await playMonthly(chain)
  bundle = await makeBundle(await parametersOf(monthly.root))
  verdict = await verifyBundle(JSON.parse(JSON.stringify(bundle)), { expectGenesis: chain.genesisHash })
})

afterAll(() => chain.stop())

describe(verifyBundle, () => {
  test('default', () => {
    expect(reasons(verdict)).toEqual([])
    expect(verdict.ok).toBe(true)
    const { proven } = verdict
    expect(proven).toMatchObject({ chainId: 31_337, root: monthly.root, unit: { symbol: 'XTS', decimals: 2 } })
    expect(proven?.replay).toMatchObject({ received: 28_109n, refunded: 1_500n, status: 'effective', receipts: 6 })
    expect(proven?.replay.months.map(({ entries, byDefault }) => [entries, byDefault])).toEqual([
      [4, false],
      [1, false],
      [0, true],
      [1, true],
    ])
    expect(proven?.versions.map(({ signatures }) => signatures.map(({ by, leaves }) => `${by} ${leaves}`))).toEqual([
      ['key false', 'key false', 'chain false'],
      ['key false', 'chain false', 'key true'],
    ])
    expect(proven?.versions[0]?.prose).toEqual(prose)
    expect(proven?.quorums[0]?.sets.map(set => set.length)).toEqual([4, 5])
  })

  test('behavior: the totals are those of the Ledger', async () => {
    const { client, contracts } = chain
    const balances = await Promise.all(
      [party('operator'), party('investor'), wallet1271].map(async account => {
        const args = [account, monthly.terms.money.asset] as const
        return client.readContract({ address: contracts.Ledger, abi: ledgerAbi, functionName: 'balanceOf', args })
      }),
    )
    const other = await verifyBundle(await makeBundle(await parametersOf(plain.root)))
    expect(reasons(other)).toEqual([])
    const paid = (account: string, { proven }: Verdict) =>
      proven?.paid.find(one => one.account === account)?.amount ?? 0n
    const sums = [party('operator'), party('investor'), wallet1271].map(
      account =>
        paid(account, verdict) + (monthly.terms.money.asset === plain.terms.money.asset ? paid(account, other) : 0n),
    )
    expect(sums).toEqual(balances)
    expect(other.proven?.replay).toMatchObject({ received: 2_411n, refunded: 600n, returned: 600n, settlements: 2 })
  })

  test('behavior: blocks side by side share a checkpoint, gaps take one each', () => {
    const runs = bundle.segments.map(({ headers }) => headers.length)
    expect(runs.length).toBeGreaterThan(1)
    expect(Math.max(...runs)).toBeGreaterThan(3)
  })

  test('error: an event is missing', async () => {
    for (const i of bundle.receipts.keys()) {
      const changed = copy()
      changed.receipts.splice(i, 1)
      const result = await verifyBundle(changed)
      // What was only announced and not yet applied states nothing.
      if (result.ok) expect(statementOf(result)).toBe(statementOf(verdict))
      else expect(reasons(result).length).toBeGreaterThan(0)
      if (i === bundle.receipts.length - 1) expect(reasons(result)).toContain('state StateDiffers')
    }
  })

  test('error: receipts and headers are swapped', async () => {
    const wrongPlace = ({ receipts }: Bundle) => Object.assign(receipts[0] ?? {}, { indexes: [9] })
    expect(await refusalsOf(wrongPlace)).toEqual(['receipts ReceiptMissing'])
    const swapped = ({ receipts }: Bundle) => receipts.splice(0, 2, receipts[1] as never, receipts[0] as never)
    expect(await refusalsOf(swapped)).toEqual(['receipts BlockOutOfPlace'])
    const headers = ({ segments }: Bundle) => {
      const { headers = [] } = segments.find(one => one.headers.length > 3) ?? {}
      headers.splice(0, 2, headers[1] ?? '0x', headers[0] ?? '0x')
    }
    expect(await refusalsOf(headers)).toEqual(['headers BlockOutOfPlace'])
  })

  test('error: wrong k, duplicate signer, other chain, other agreement', async () => {
    const [quorum] = bundle.quorums
    expect(await refusalsOf(({ quorums }) => Object.assign(quorums[0] ?? {}, { k: 3 }))).toEqual([
      'rotation NotAMember',
    ])
    expect(await refusalsOf(({ quorums }) => Object.assign(quorums[0] ?? {}, { k: 1 }))).toEqual([
      'quorum QuorumUnsound',
    ])
    expect(quorum?.k).toBe(2)
    const twice = ({ segments }: Bundle) => {
      const { signatures = [] } = segments.at(-1) ?? {}
      signatures[2] = signatures[1] ?? '0x'
    }
    expect(await refusalsOf(twice)).toEqual(['checkpoint SignerTwice'])
    expect(await refusalsOf(({ segments }) => segments.at(-1)?.signatures.pop())).toEqual(['checkpoint TooFewSigners'])
    const options = { expectGenesis: `0x${'12'.repeat(32)}` as const, expectRoot: plain.root }
    expect(reasons(await verifyBundle(bundle, { expectGenesis: options.expectGenesis }))).toEqual(['chain OtherChain'])
    expect(reasons(await verifyBundle(bundle, { expectRoot: plain.root }))).toEqual(['chain OtherAgreement'])
  })

  test('error: not a bundle at all', async () => {
    for (const given of [null, 7, 'text', {}, [], { ...bundle, more: 1 }])
      expect(reasons(await verifyBundle(given))).toEqual(['readable BundleUnreadable'])
  })

  test('property: whatever is changed is found, or changes nothing that is stated', async () => {
    const expected = statementOf(verdict)
    const isHarmless = (tampering: Tampering) => removals.some(pattern => pattern.test(shapeOf(tampering)))
    const examine = async (tampering: Tampering) => {
      const result = await verifyBundle(tampering.apply(copy()))
      if (!result.ok) return
      expect(statementOf(result), tampering.name).toBe(expected)
      expect(isHarmless(tampering), tampering.name).toBe(true)
    }
    const all = [...tamperings(bundle)]
    if (process.env.PROOF_TAMPER_ALL) {
      for (const tampering of all) await examine(tampering)
      return
    }
    // Each kind of change at each kind of place is as likely.
    const kinds = [...Map.groupBy(all, shapeOf).values()]
    const any = fc.constantFrom(...kinds).chain(alike => fc.constantFrom(...alike))
    await fc.assert(fc.asyncProperty(any, examine), { numRuns: 60 })
  })
})

describe(makeBundle, () => {
  test('behavior: an endpoint that refuses long searches is asked for less, and the way is told', async () => {
    await chain.chain.mine({ blocks: 300 })
    const parameters = await parametersOf(plain.root)
    let refused = 0
    const request = (call: { method: string; params: [{ fromBlock: string; toBlock: string }] }) => {
      const [{ fromBlock, toBlock } = { fromBlock: '0x0', toBlock: '0x0' }] = call.params
      if (call.method !== 'eth_getLogs' || Number(toBlock) - Number(fromBlock) < 100)
        return chain.client.request(call as never)
      refused++
      throw new Error('query returned more than 10000 results')
    }
    const told: [string, number][] = []
    const onProgress = (step: string, done: number, total: number) => told.push([step, done / total])
    const made = await makeBundle({ ...parameters, client: { request } as never, onProgress })
    expect(refused).toBeGreaterThan(0)
    const whole = await makeBundle({ ...parameters, agreementBlock: (await firstBlockOf(plain.root)) ?? 0 })
    expect(made).toEqual(whole)
    expect([...new Set(told.map(([step]) => step))]).toEqual(['events', 'blocks', 'state', 'checkpoints'])
    for (const [i, [step, part]] of told.entries()) {
      const [before, last] = told[i - 1] ?? ['', 0]
      if (before === step) expect(part).toBeGreaterThanOrEqual(last)
    }
  })

  test('error: NothingToProve', async () => {
    const parameters = { ...(await parametersOf(monthly.root)), root: `0x${'34'.repeat(32)}` as const }
    await expect(makeBundle(parameters)).rejects.toMatchObject({ code: 'NothingToProve' })
  })

  test('error: TooFewSigners', async () => {
    const parameters = await parametersOf(monthly.root)
    await expect(makeBundle({ ...parameters, checkpoints: async () => [] })).rejects.toMatchObject({
      code: 'TooFewSigners',
    })
  })

  test('error: HashDiffers, the nodes follow another branch', async () => {
    const parameters = await parametersOf(monthly.root)
    const checkpoints = async (numbers: number[]) =>
      (await chain.checkpoints(numbers)).map(one => ({ ...one, hash: `0x${'56'.repeat(32)}` as const }))
    await expect(makeBundle({ ...parameters, checkpoints })).rejects.toMatchObject({ code: 'HashDiffers' })
  })
})
