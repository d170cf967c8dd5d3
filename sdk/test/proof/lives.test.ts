import type { Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { ledgerAbi } from '../../src/generated/abi.ts'
import type { Bundle } from '../../src/proof/bundle.ts'
import { makeBundle } from '../../src/proof/makeBundle.ts'
import { type Verdict, verifyBundle } from '../../src/proof/verifyBundle.ts'
import {
  playEnd,
  playFreeze,
  playMove,
  playNewQuorum,
  playRails,
  playRefusal,
  playRegister,
  playToken,
} from './lives.ts'
import { type Chain, party, startChain } from './stack.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let chain: Chain

beforeAll(async () => {
  chain = await startChain()
})
afterAll(() => chain.stop())

const reasons = ({ checks }: Verdict) => checks.filter(({ ok }) => !ok).map(({ id, reason }) => `${id} ${reason?.code}`)
const openIn = ({ gaps }: Verdict) => gaps.map(({ id }) => id)
const linesOf = ({ proven }: Verdict) =>
  proven?.paid.map(({ role, amount, afterEnd }) => `${role} ${amount}${afterEnd ? ` (${afterEnd})` : ''}`)

async function prove(root: Hex, more: object = {}) {
  const { client, contracts, checkpoints } = chain
  const toBlock = Number(await client.getBlockNumber({ cacheTime: 0 }))
  const bundle = await makeBundle({ client, contracts, root, checkpoints, toBlock, fromBlock: 0, ...more })
  const verdict = await verifyBundle(JSON.parse(JSON.stringify(bundle)))
  expect(verdict.checks.filter(({ ok }) => !ok)).toEqual([])
  return { bundle, verdict }
}

/** What is said when the block is left out in which the event was. */
async function without(bundle: Bundle, verdict: Verdict, eventName: string) {
  const { place } = verdict.proven?.events.findLast(event => event.eventName === eventName) ?? {}
  expect(place, eventName).toBeDefined()
  const receipts = bundle.receipts.filter(({ block }) => block !== place?.block)
  return reasons(await verifyBundle({ ...bundle, receipts }))
}

describe('lives of agreements', () => {
  test('behavior: ended by all, paid out, and divided again afterwards', async () => {
    const { root, terms } = await playEnd(chain)
    const { bundle, verdict } = await prove(root, { currency: 'XTS' })
    // 9 observed, 1,503 paid in, 500 refunded before the end; 777 later; 101 and 5 came after it, 3 are owed.
    expect(verdict.proven?.replay).toMatchObject({ status: 'completed', received: 2_289n, refunded: 503n })
    expect(linesOf(verdict)).toEqual(['operator 756 (40)', 'ended 1133 (60)'])
    expect(verdict.proven).toMatchObject({ balance: 6n, unbooked: 6n })
    expect(openIn(verdict).sort()).toEqual(['afterEnd', 'cancelled', 'prose', 'unbooked'])
    const ending = verdict.checks.find(({ id }) => id === 'ending')
    expect(ending?.args).toMatchObject({ kind: 'AgreementTerminated', parties: 2 })

    expect(await without(bundle, verdict, 'AgreementTerminated')).toContain('waterfall NotEnded')
    expect(await without(bundle, verdict, 'AgreementCompleted')).toContain('state StateDiffers')
    expect(await without(bundle, verdict, 'SurplusDivided')).toContain('transfers BalanceDiffers')
    const forged = structuredClone(bundle)
    forged.endings[0]?.signatures.reverse()
    expect(reasons(await verifyBundle(forged))).toEqual(['ending NotASigner'])
    expect(reasons(await verifyBundle({ ...bundle, endings: [] }))).toEqual(['ending SignaturesDiffer'])
    const balance = async (name: string) =>
      chain.client.readContract({
        ...{ address: chain.contracts.Ledger, abi: ledgerAbi, functionName: 'balanceOf' },
        args: [party(name), terms.money.asset],
      })
    expect([await balance('operator'), await balance('investor')]).toEqual([756n, 1_133n])
  })

  test('behavior: paid at a processor with a reserve, disputed and won', async () => {
    const { root } = await playRails(chain)
    const { bundle, verdict } = await prove(root, { currency: 'XTS' })
    expect(verdict.proven?.unit).toEqual({ symbol: 'XTS', decimals: 2 })
    const { processor: _, ...unnamed } = bundle
    expect(reasons(await verifyBundle(unnamed))).toContain('anchor CurrencyUnproven')
    // 900 of 1,000, 600 won, 450 of 500, 270 of 300, and the 100 that were withheld; 600 and 100 disputed, 50 refunded.
    expect(verdict.proven?.replay).toMatchObject({ received: 2_320n, refunded: 750n })
    expect(verdict.checks.find(({ id }) => id === 'payments')?.args).toMatchObject({ payments: 4, refunds: 3 })
    expect(verdict.checks.find(({ id }) => id === 'facts')?.args).toMatchObject({ facts: 7 })
    for (const event of ['DisputeWon', 'PaymentDisputed', 'PaymentRefunded'])
      expect(await without(bundle, verdict, event)).not.toEqual([])
    const forged = structuredClone(bundle)
    const won = forged.facts.find(({ round }) => round === '1')
    if (won) won.signatures = bundle.facts[0]?.signatures ?? []
    expect(reasons(await verifyBundle(forged))).toEqual(['facts NotAMember'])
  })

  test('behavior: moved to another contract, while an earlier version still waits', async () => {
    const { root, successor } = await playMove(chain)
    const { bundle, verdict } = await prove(root, { currency: 'XTS' })
    expect(verdict.proven?.replay).toMatchObject({ status: 'superseded', reserveMoved: false })
    expect(verdict.gaps).toContainEqual({ id: 'successor', about: successor, args: { amount: '1' } })
    expect(linesOf(verdict)).toEqual(['operator 653', 'moved 679'])
    expect(await without(bundle, verdict, 'AgreementSuperseded')).toContain('state StateDiffers')
    expect(await without(bundle, verdict, 'LockResolved')).not.toEqual([])
  })

  test('behavior: a register, its receivers paid in pieces', async () => {
    const { root } = await playRegister(chain)
    const { bundle, verdict } = await prove(root, { currency: 'XTS' })
    expect(linesOf(verdict)).toEqual(['operator 420', 'listed 0', 'register 630'])
    expect(verdict.proven?.paid[2]?.passedOn).toEqual({ amount: 605n, transfers: 4 })
    expect(openIn(verdict)).toContain('registers')
    expect(await without(bundle, verdict, 'RegisterSettled')).toEqual(['state StateDiffers'])
  })

  test('behavior: a token, deposited, paid in, swept and withdrawn', async () => {
    const { root, token } = await playToken(chain)
    const { bundle, verdict } = await prove(root)
    expect(verdict.checks.find(({ id }) => id === 'payments')?.args).toEqual({
      ...{ payments: 0, refunds: 0, byHolders: 1, observed: 1 },
    })
    expect(linesOf(verdict)).toEqual(['operator 431', 'token 646'])
    expect(verdict.proven).toMatchObject({ unit: null, unbooked: 13n, replay: { received: 1_078n } })
    expect(openIn(verdict).sort()).toEqual(['otherUnits', 'prose', 'unbooked', 'unit'])
    expect(verdict.gaps.find(({ id }) => id === 'unit')?.about.toLowerCase()).toBe(token)
    expect(await without(bundle, verdict, 'ReceiptBooked')).not.toEqual([])
  })

  test('behavior: stopped for as long as the terms allow, amended, and stopped again', async () => {
    const { root } = await playFreeze(chain)
    const { bundle, verdict } = await prove(root, { currency: 'XTS' })
    expect(verdict.proven?.replay).toMatchObject({ freezeRounds: 4, status: 'effective' })
    expect(await without(bundle, verdict, 'AgreementResumed')).toContain('waterfall Frozen')
    expect(await without(bundle, verdict, 'AgreementFrozen')).toContain('state StateDiffers')
  })

  test('behavior: the parties name another quorum, whose word the proof then rests on', async () => {
    const { root, other, terms } = await playNewQuorum(chain)
    const { verdict } = await prove(root, { checkpoints: other.checkpoints })
    expect(verdict.proven?.anchor.quorum).toBe(other.id)
    // The quorum they left cannot prove what they do now.
    const left = await prove(root, { checkpoints: other.checkpoints })
    const [first, second, ...rest] = left.bundle.quorums
    const swapped = { ...left.bundle, quorums: [second, first, ...rest] }
    expect(second && terms.rules.quorum).toBe(chain.quorum)
    expect(reasons(await verifyBundle(swapped))).toEqual(['checkpoint NotAMember'])
  })

  test('behavior: what was refused is no part of it, and nothing else is there to prove', async () => {
    const { root, never } = await playRefusal(chain)
    const { verdict } = await prove(root, { currency: 'XTS' })
    expect(verdict.proven?.versions).toHaveLength(1)
    await expect(prove(never)).rejects.toMatchObject({ code: 'NothingToProve' })
  })
})
