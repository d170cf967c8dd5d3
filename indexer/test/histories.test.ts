import { factDigest } from '@concordat/sdk/facts.ts'
import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import type {
  AccountView,
  AgreementsView,
  AgreementView,
  EntryView,
  FactsView,
  FactView,
  PaymentsView,
  QuorumView,
  WaterfallView,
} from '@concordat/sdk/views.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { members } from './quorum.ts'
import { compareWithChain, listEntries } from './replay.ts'
import { accountOfAgreement, type Played, playScenario } from './scenario.ts'
import { accountAt, get, type Stack, startStack, waitUntilReady } from './startStack.ts'
import { firstMonth } from './terms.ts'

let stack: Stack
let played: Played

beforeAll(async () => {
  stack = await startStack()
  // The first acts are history to the indexer, the later ones it sees as they happen.
  played = await playScenario(stack, async act => {
    if (act === 'in real time') await stack.chain.mine({ blocks: 40 })
    if (act === 'milestone') stack.startIndexer()
  })
  await waitUntilReady(stack)
}, 180_000)

afterAll(() => stack?.stop(), 60_000)

const amountsOf = (entries: EntryView[]) => entries.reduce((sum, entry) => sum + BigInt(entry.amount), 0n)

describe('balances and statements', () => {
  test("every balance after every block is the chain's", async () => {
    expect(await compareWithChain(stack)).toBeGreaterThan(100)
  }, 120_000)

  test('a line says what happened', async () => {
    const kinds = async (who: number) => (await listEntries(stack, accountAt(who).address)).map(entry => entry.kind)
    expect(await kinds(5)).toEqual(['deposit', 'transfer', 'transfer', 'payment', 'payment', 'transfer'])
    expect(await kinds(6)).toEqual(['transfer', 'transfer', 'transfer', 'withdrawal'])
    expect(await kinds(8)).toEqual(['issued', 'transfer'])
    expect(new Set(await kinds(2))).toEqual(new Set(['settlement']))

    const [deposit] = await listEntries(stack, accountAt(5).address)
    expect(deposit).toMatchObject({ counterparty: accountAt(5).address, amount: '1000', balanceAfter: '1000' })
  })

  test('settlement lines add up to what was paid, each with its clause and tier', async () => {
    for (const who of [1, 2, 3]) {
      for (const entry of await listEntries(stack, accountAt(who).address)) {
        expect(entry.lines.reduce((sum, line) => sum + BigInt(line.amount), 0n)).toBe(BigInt(entry.amount))
      }
    }
    const investor = await listEntries(stack, accountAt(1).address)
    const recouped = investor.flatMap(entry => entry.lines).filter(line => line.tier === 1)
    expect(recouped.reduce((sum, line) => sum + BigInt(line.amount), 0n)).toBe(5_001n)
    const builder = await listEntries(stack, accountAt(2).address)
    const rent = builder.flatMap(entry => entry.lines).filter(line => line.stage === 'monthly')
    expect(rent.map(line => [line.month, line.amount])).toEqual([
      [firstMonth, '1000'],
      [firstMonth + 2, '2000'],
    ])
  })

  test('a settlement names the fact behind it', async () => {
    const builder = await listEntries(stack, accountAt(2).address)
    const facts = builder.map(entry => entry.fact)
    const digestOf = (fact: Parameters<typeof factDigest>[0]) => factDigest(fact, stack.chainId, stack.contracts.Facts)
    expect(facts).toContain(digestOf(played.unlocked.fact))
    expect(facts).toContain(digestOf(played.closed.fact))
  })

  test("an agreement's account says whose it is, and what went back", async () => {
    const account = await accountOfAgreement(stack, played.flow)
    const view = await get<AccountView>(stack, `accounts/${account}`)
    expect(view.owner).toEqual({ contract: stack.contracts.Splits, key: played.flow, agreement: played.flow })
    const entries = await listEntries(stack, account)
    expect(entries.map(({ kind, amount }) => [kind, amount]).filter(([kind]) => kind === 'refund')).toEqual([
      ['refund', '-400'],
      ['refund', '-300'],
    ])
    expect(entries[0]).toMatchObject({ kind: 'payment', counterparty: accountAt(4).address, agreement: played.flow })
  })
})

describe('agreements', () => {
  test('SPLITS-1: what came in is what was paid, went back or is held', async () => {
    for (const root of [played.flow, played.root]) {
      const view = await get<AgreementView>(stack, `agreements/${root}`)
      const paid = view.positions.reduce((sum, { paid }) => sum + BigInt(paid), 0n)
      const owed = BigInt(view.owed)
      expect(BigInt(view.received)).toBe(paid + BigInt(view.refunded) + BigInt(view.balance) - owed)
      const unpaid = view.positions.reduce(
        (sum, { entitled, paid, locked }) => sum + BigInt(entitled) - BigInt(paid) + BigInt(locked),
        0n,
      )
      expect(BigInt(view.balance)).toBe(unpaid + BigInt(view.residue) + BigInt(view.openNet) + owed)
    }
  })

  test('positions are what the contract says and what the parties hold', async () => {
    for (const [root, terms] of [
      [played.flow, played.flowing],
      [played.root, played.dated],
    ] as const) {
      const view = await get<AgreementView>(stack, `agreements/${root}`)
      const entitled = await stack.client.readContract({
        abi: splitsAbi,
        address: stack.contracts.Splits,
        functionName: 'entitledOf',
        args: [terms],
      })
      expect(view.positions.map(position => BigInt(position.entitled))).toEqual(entitled)
      for (const { account, paid, lines, entitled } of view.positions) {
        const entries = (await listEntries(stack, account)).filter(entry => entry.agreement === root)
        expect(String(amountsOf(entries))).toBe(paid)
        expect(String(lines.reduce((sum, line) => sum + BigInt(line.amount), 0n))).toBe(entitled)
      }
    }
  })

  test('months tell what each close took and paid', async () => {
    const { months, openMonth, clauses } = await get<AgreementView>(stack, `agreements/${played.root}`)
    expect(openMonth).toBe(firstMonth + 3)
    expect(months.map(({ status, net, entries, taken }) => ({ status, net, entries, taken }))).toEqual([
      { status: 'closed', net: '3500', entries: 2, taken: ['1000', '1166', '1067', '267'] },
      { status: 'closed', net: '-500', entries: 2, taken: ['0', '0', '0', '0'] },
      { status: 'closed', net: '8511', entries: 1, taken: ['2000', '934', '3934', '1643'] },
      { status: 'open', net: '123', entries: 1, taken: [] },
    ])
    expect(clauses.map(({ quantity, limit }) => [quantity, limit])).toEqual([
      [null, null],
      ['900', null],
      [null, '5001'],
      [null, null],
    ])
    const { points } = await get<WaterfallView>(stack, `agreements/${played.root}/waterfall`)
    expect(points.map(({ label, byClause }) => [label, byClause[0]])).toEqual([
      ['2025-01', '1000'],
      ['2025-02', '0'],
      ['2025-03', '2000'],
    ])
  })

  test('payments are listed with their facts, refunds with their payer', async () => {
    const { payments } = await get<PaymentsView>(stack, `agreements/${played.flow}/payments`)
    expect(payments.map(({ kind, amount, returned, payer }) => [kind, amount, returned, payer])).toEqual([
      ['receipt', '1000', '300', accountAt(4).address],
      ['receipt', '400', '400', accountAt(4).address],
      ['refund', '700', '0', accountAt(4).address],
      ['receipt', '500', '0', accountAt(5).address],
      ['receipt', '1003', '0', accountAt(4).address],
    ])
    const first = payments.at(-1)
    expect(first?.fact).toBe(factDigest(played.first.fact, stack.chainId, stack.contracts.Facts))
    const pages = await get<PaymentsView>(stack, `agreements/${played.flow}/payments?limit=2`)
    const rest = await get<PaymentsView>(stack, `agreements/${played.flow}/payments?cursor=${pages.next}`)
    expect([...pages.payments, ...rest.payments]).toEqual(payments)
  })

  test('its life is listed, and it is found by party, status and business', async () => {
    const { events } = await get<AgreementView>(stack, `agreements/${played.flow}`)
    const kinds = [
      'proposed',
      'signed',
      'signed',
      'signed',
      'concluded',
      'settled',
      'settled',
      'lockResolved',
      'settled',
    ]
    expect(events.map(({ kind }) => kind)).toEqual(kinds)
    const { business } = played.dated.rules
    const found = await get<AgreementsView>(
      stack,
      `agreements?party=${accountAt(3).address}&status=effective&business=${business}`,
    )
    expect(found.agreements.map(({ root }) => root)).toEqual([played.root, played.flow])
    expect(await get<AgreementsView>(stack, 'agreements?status=declined')).toEqual({ agreements: [], next: null })
  })
})

describe('facts and quorums', () => {
  test('a fact tells who confirmed it', async () => {
    const { facts } = await get<FactsView>(stack, `agreements/${played.root}/facts`)
    const topics = facts.map(({ topic }) => topic)
    expect(topics.filter(topic => topic === 'month')).toHaveLength(3)
    expect(topics.filter(topic => topic === 'refund')).toHaveLength(2)
    for (const fact of facts) {
      expect(fact).toMatchObject({ members, needed: 3, confirmedBy: [members[0], members[1], members[3]] })
      expect(await get<FactView>(stack, `facts/${fact.digest}`)).toEqual(fact)
    }
    const { subject } = played.unlocked.fact
    const ofSubject = await get<FactsView>(stack, `facts?subject=${subject}`)
    expect(ofSubject.facts).toMatchObject([{ topic: 'milestone', round: '2', subject }])
  })

  test('facts of all agreements are listed newest first, page by page and by topic, with who acted on them', async () => {
    const { facts } = await get<FactsView>(stack, 'facts?limit=200')
    const blocks = facts.map(({ block }) => block)
    expect(blocks).toEqual(blocks.toSorted((left, right) => right - left))
    const { business } = played.dated.rules
    const months = facts.filter(({ topic }) => topic === 'month')
    expect(months.map(({ agreements }) => agreements)).toEqual(Array(3).fill([{ root: played.root, business }]))
    expect(facts.filter(({ agreements }) => agreements.length === 0)).toMatchObject([
      { topic: 'payment', usedBy: stack.contracts.Payments },
    ])
    expect(await get<FactsView>(stack, 'facts?topic=month')).toEqual({ facts: months, next: null })
    const first = await get<FactsView>(stack, 'facts?limit=4')
    const rest = await get<FactsView>(stack, `facts?limit=200&cursor=${first.next}`)
    expect([...first.facts, ...rest.facts]).toEqual(facts)
  })

  test('the quorum is known', async () => {
    const { quorums } = await get<{ quorums: QuorumView[] }>(stack, 'quorums')
    expect(quorums).toMatchObject([{ id: played.quorum, members, needed: 3, notice: 2 ** 32 - 1, rotations: [] }])
    expect(await get<QuorumView>(stack, `quorums/${played.quorum}`)).toEqual(quorums[0])
  })
})

describe('refusals', () => {
  test.each([
    ['accounts/0x12', 'NotAnAddress'],
    ['agreements/0x12', 'NotAHash'],
    [`agreements/0x${'1'.repeat(64)}`, 'AgreementUnknown'],
    [`facts/0x${'1'.repeat(64)}`, 'FactUnknown'],
    [`quorums/0x${'1'.repeat(64)}`, 'QuorumUnknown'],
    ['facts?topic=odd', 'TopicUnknown'],
    ['agreements?limit=0', 'LimitOutOfRange'],
    ['agreements?cursor=x', 'CursorUnknown'],
    ['agreements?status=odd', 'StatusUnknown'],
    ['sql', 'NotFound'],
  ])('%s answers %s', async (path, code) => {
    const response = await fetch(`${stack.url}/v1/${path}`)
    expect(await response.json()).toMatchObject({ error: { code, message: expect.any(String) } })
    expect(response.ok).toBe(false)
  })

  test.each(['/sql/db', '/graphql', '/'])('%s is not served', async path => {
    expect((await fetch(`${stack.url}${path}`)).status).toBe(404)
  })
})
