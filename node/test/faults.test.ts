import { factDigest } from '@concordat/sdk/facts.ts'
import { paymentsAbi } from '@concordat/sdk/generated/abi.ts'
import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import { getAbiItem, type Hex } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { fromStored } from '../src/facts/save.ts'
import { signDigest } from '../src/facts/sign.ts'
import type { Attestation } from '../src/peers/attestation.ts'
import { close, type Feed, payment, refund, startFeed } from './feed.ts'
import { decisionsOf, healthOf, planNodes, runNode, type TestNode } from './nodes.ts'
import { nodeAccount, nodeKey, type Stack, startStack, until } from './stack.ts'
import { monthlyTerms, realTimeTerms } from './terms.ts'

vi.setConfig({ testTimeout: 90_000, hookTimeout: 60_000 })

let stack: Stack
let quorum: Hex
let feed: Feed
let agreement: Agreement
let root: Hex
let plans: Record<string, string>[]
let nodes: TestNode[] = []
let round = 0

beforeAll(async () => {
  stack = await startStack()
  quorum = await stack.createQuorum(4, 2)
})

afterAll(async () => {
  await stack.stop()
})

beforeEach(async () => {
  feed = await startFeed()
  round++
  agreement = realTimeTerms({ quorum, business: feed.business, payments: stack.contracts.Payments, name: `${round}` })
  root = await stack.conclude(agreement)
  plans = await planNodes(stack, { count: 4, sources: [feed.url], prefix: `round${round}` })
})

afterEach(async () => {
  await Promise.all(nodes.map(node => node.stop()))
  nodes = []
  await feed.stop()
})

const start = async (...indexes: number[]) => {
  nodes.push(...(await Promise.all(indexes.map(i => runNode(plans[i] as Record<string, string>)))))
}

async function issued(): Promise<number> {
  const event = getAbiItem({ abi: paymentsAbi, name: 'PaymentIssued' })
  const args = { key: root }
  return (await stack.client.getLogs({ address: stack.contracts.Payments, event, args, fromBlock: 0n })).length
}

const decidedBy = (count: number) => async () =>
  (await Promise.all(nodes.map(healthOf))).every(({ decided }) => decided >= count)

describe('attestors', () => {
  test('behavior: k confirmations change nothing, one more does', async () => {
    await start(0, 1)
    feed.push(root, agreement, payment('p1', '10.00'), payment('p2', '20.00'))
    await until('both nodes decided', decidedBy(2))
    await new Promise(resolve => setTimeout(resolve, 1_500))
    expect(await issued()).toBe(0)
    expect((await healthOf(nodes[0] as TestNode)).pending).toBe(2)

    await start(2)
    await until('the payments are issued', async () => (await issued()) === 2)
  })

  test('behavior: who is no attestor is refused and reported', async () => {
    await start(0, 1, 2)
    feed.push(root, agreement, payment('p1', '10.00'))
    await until('the payment is issued', async () => (await issued()) === 1)
    const [node] = nodes as [TestNode]
    const { attestations } = (await (await fetch(`${node.url}/attestations`)).json()) as { attestations: Attestation[] }
    const [own] = attestations as [Attestation]
    const post = async (attestation: Attestation) => {
      const body = JSON.stringify({ attestations: [attestation] })
      const headers = { 'content-type': 'application/json' }
      return (await fetch(`${node.url}/attestations`, { method: 'POST', body, headers })).json()
    }
    const stranger = nodeAccount(9).address.toLowerCase() as Hex
    const signature = signDigest(own.digest, nodeKey(9))
    const refused = { stored: 0, ignored: 0, refused: [{ digest: own.digest, code: 'NotAnAttestor' }] }
    expect(await post({ ...own, attestor: stranger, signature })).toEqual(refused)
    // A stranger's signature under a member's name, and a member's over another fact.
    const silent = nodeAccount(3).address.toLowerCase() as Hex
    expect(await post({ ...own, attestor: silent, signature })).toEqual(refused)
    const other = { ...own.fact, value: own.fact.topic }
    const digest = factDigest(fromStored(other), stack.chainId, stack.contracts.Facts)
    const lie = { ...own, attestor: silent, fact: other, signature: signDigest(own.digest, nodeKey(3)) }
    expect(await post(lie)).toMatchObject({ stored: 1 })
    expect(await post({ ...lie, digest, signature: signDigest(digest, nodeKey(3)) })).toMatchObject({
      refused: [{ code: 'Equivocation' }],
    })
    const { refused: reported } = await healthOf(node)
    expect(reported.map(({ from, code, count }) => ({ from, code, count }))).toEqual([
      { from: stranger, code: 'NotAnAttestor', count: 1 },
      { from: silent, code: 'NotAnAttestor', count: 1 },
      { from: silent, code: 'Equivocation', count: 1 },
    ])
  })

  test('behavior: messages that are none are refused with a reason', async () => {
    await start(0)
    const [node] = nodes as [TestNode]
    for (const body of ['{', '[]', '{"attestations":[{"attestor":"0x"}]}', `"${'x'.repeat(1_100_000)}"`]) {
      const response = await fetch(`${node.url}/attestations`, { method: 'POST', body })
      expect([400, 413]).toContain(response.status)
    }
    await until('the node is well', async () => (await healthOf(node)).status === 'up')
  })
})

describe('rows', () => {
  test('behavior: a forged row is dissented from, the others count, and the true one later', async () => {
    const forge = (row: FeedRow) =>
      row.seq === 2 && row.kind === 'payment' ? { ...row, data: { ...row.data, amount: '9999.00' } } : row
    feed.disturb(page => (page as FeedRow[]).map(forge))
    await start(0, 1, 2)
    feed.push(root, agreement, payment('p1', '10.00'), payment('p2', '20.00'), payment('p3', '30.00'))
    await until('the others are issued', async () => (await issued()) === 2)
    const [opinion] = await decisionsOf(nodes[0] as TestNode, 'dissent=1')
    expect(opinion).toMatchObject({ topic: 'row', digest: null, dissent: { code: 'RowSignature' } })

    feed.disturb(page => page)
    await until('the true row is issued', async () => (await issued()) === 3)
    expect(await decisionsOf(nodes[0] as TestNode, 'dissent=1')).toEqual([])
  })

  test('behavior: garbage, repeated and reordered rows change nothing', async () => {
    feed.disturb(page => {
      const rows = page as FeedRow[]
      return [...rows.toReversed(), ...rows, { seq: 1 }, null, { seq: -1, kind: '\u0000' }].slice(0, 900)
    })
    await start(0, 1, 2)
    feed.push(root, agreement, ...Array.from({ length: 20 }, (_, i) => payment(`p${i}`, '1.00')))
    await until('all are issued', async () => (await issued()) === 20)
  })

  test('behavior: a gap is reported and waited for', async () => {
    feed.disturb(page => (page as FeedRow[]).filter(row => row.seq !== 2))
    await start(0, 1, 2)
    feed.push(root, agreement, payment('p1', '1.00'), payment('p2', '1.00'), payment('p3', '1.00'))
    await until('the gap is reported', async () => {
      const [opinion] = await decisionsOf(nodes[0] as TestNode, 'dissent=1')
      return opinion?.dissent?.code === 'RowMissing'
    })
    expect((await healthOf(nodes[0] as TestNode)).cursor).toEqual({ [feed.business]: 1 })
    feed.disturb(page => page)
    await until('all are issued', async () => (await issued()) === 3)
    await until('nobody dissents', async () => (await decisionsOf(nodes[0] as TestNode, 'dissent=1')).length === 0)
  })

  test('behavior: the same id with other content is a dissent', async () => {
    feed.push(root, agreement, payment('p1', '1.00'))
    const [first] = feed.rows as [FeedRow]
    feed.rows.push(feed.sign({ ...first, seq: 2, data: { amount: '2.00', currency: 'XTS', payer: 'card 1' } } as never))
    feed.push(root, agreement, payment('p3', '1.00'))
    await start(0, 1, 2)
    await until('the others are issued', async () => (await issued()) === 2)
    const [opinion] = await decisionsOf(nodes[0] as TestNode, 'dissent=1')
    expect(opinion?.dissent?.code).toBe('RowConflict')
  })

  test('behavior: a close that differs is a dissent, its correction is signed', async () => {
    const terms = { quorum, business: feed.business, payments: stack.contracts.Payments, name: `monthly ${round}` }
    const monthly = monthlyTerms(terms)
    const month = await stack.conclude(monthly)
    await start(0, 1, 2)
    feed.push(month, monthly, payment('p1', '10.00'), refund('r1', 'p1', '1.00'), close('2025-01'))
    const honest = feed.rows.pop() as FeedRow
    feed.rows.push(feed.sign({ ...honest, data: { ...honest.data, sum: '1000' } } as never))
    await until('they dissent', async () => {
      const [opinion] = await decisionsOf(nodes[0] as TestNode, `dissent=1&agreement=${month}`)
      return opinion?.dissent?.code === 'CloseDiffers'
    })
    feed.rows.push(feed.sign({ ...honest, seq: 4, round: 1 } as never))
    await until('the month is closed', async () => (await healthOf(nodes[0] as TestNode)).pending === 0)
    expect((await healthOf(nodes[0] as TestNode)).decided).toBe(3)
  })
})

describe('a database that was lost', () => {
  test('behavior: the node keeps to what it signed before', async () => {
    await start(0, 1, 2)
    feed.push(root, agreement, payment('p1', '10.00'))
    await until('the payment is issued', async () => (await issued()) === 1)
    await until('peers have the signature', async () => (await healthOf(nodes[0] as TestNode)).pending === 0)
    await (nodes.shift() as TestNode).stop()
    Object.assign(plans[0] as object, { DATABASE_URL: await stack.createDatabase(`round${round}_empty`) })

    const [row] = feed.rows as [FeedRow]
    feed.rows[0] = feed.sign({ ...row, data: { amount: '99.00', currency: 'XTS', payer: 'card 1' } } as never)
    await start(0)
    const again = nodes.at(-1) as TestNode
    await until('it dissents', async () => (await healthOf(again)).dissented === 1)
    const [opinion] = await decisionsOf(again)
    expect(opinion?.dissent?.code).toBe('AnotherValueSigned')
  })
})
