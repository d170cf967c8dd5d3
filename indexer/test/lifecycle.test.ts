import { splitsAbi } from '@concordat/sdk/generated/abi.ts'
import { ledgerId, registerLeaf, seriesOf } from '@concordat/sdk/ids.ts'
import { monthEnd, monthOf, monthStart } from '@concordat/sdk/splits/months.ts'
import { agreementDigest } from '@concordat/sdk/splits/terms/digest.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { AccountView, AgreementView, FactsView } from '@concordat/sdk/views.ts'
import { type Hex, zeroHash } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actsOn, processor } from './acts.ts'
import { endingsOn } from './endings.ts'
import { createQuorum } from './quorum.ts'
import { compareWithChain, listEntries } from './replay.ts'
import { accountAt, get, type Stack, startStack, waitUntilReady } from './startStack.ts'
import { day, firstMonth, milestoneTerms, monthlyTerms } from './terms.ts'

let stack: Stack
let acts: ReturnType<typeof actsOn>
let endings: ReturnType<typeof endingsOn>
let asset: bigint
let quorum: Hex

beforeAll(async () => {
  stack = await startStack()
  quorum = await createQuorum(stack)
  acts = actsOn(stack, quorum)
  endings = endingsOn(stack, quorum)
  asset = ledgerId(seriesOf(quorum, 'XTS', processor), stack.contracts.Payments)
  stack.startIndexer()
}, 60_000)

afterAll(async () => {
  await stack?.stop()
}, 60_000)

/** What terms are built from; each agreement gets its own prose, and so its own root. */
async function basics(prose: Hex) {
  const { timestamp } = await stack.client.getBlock()
  const parties = [1, 2, 3].map(i => accountAt(i).address)
  return { basics: { quorum, asset, parties, now: Number(timestamp) }, prose }
}

const bill = (id: string, root: Hex, amount: bigint, bookedAt: number) =>
  acts.bill(id, { payee: stack.contracts.Splits, key: root }, amount, bookedAt, accountAt(4).address)

async function view(root: Hex): Promise<AgreementView> {
  await waitUntilReady(stack)
  return get<AgreementView>(stack, `agreements/${root}`)
}

/** Holds the view against the contract: entitlements of every version, and SPLITS-1. */
async function expectSound(root: Hex, versions: Agreement[]): Promise<AgreementView> {
  const shown = await view(root)
  const perVersion = await Promise.all(
    versions.map(terms =>
      stack.client.readContract({
        abi: splitsAbi,
        address: stack.contracts.Splits,
        functionName: 'entitledOf',
        args: [terms],
      }),
    ),
  )
  const entitled = shown.positions.map((_, i) => perVersion.reduce((sum, amounts) => sum + (amounts[i] ?? 0n), 0n))
  expect(shown.positions.map(position => BigInt(position.entitled))).toEqual(entitled)
  const held = shown.positions.reduce(
    (sum, one) => sum + BigInt(one.entitled) - BigInt(one.paid) + BigInt(one.locked),
    BigInt(shown.residue) + BigInt(shown.openNet) + BigInt(shown.owed),
  )
  expect(BigInt(shown.balance)).toBe(held)
  return shown
}

test('an amendment closes the month, continues clauses and keeps what earlier versions hold', async () => {
  const { basics: given, prose } = await basics('0x11'.padEnd(66, '0') as Hex)
  const first = { ...monthlyTerms(given), prose }
  const root = await acts.conclude(first, [1, 2, 3])
  await bill('v1', root, 4_000n, monthStart(firstMonth, 480) + day)
  await bill('v1-ahead', root, 700n, monthStart(firstMonth + 1, 480) + day)

  const { rules } = first
  const next: Agreement = {
    ...first,
    root,
    previous: root,
    rules: {
      ...rules,
      monthly: rules.monthly.map((clause, i) => ({ ...clause, continues: i + 1 })),
      clauses: rules.clauses.map((clause, i) => ({
        ...clause,
        limit: i === 0 ? 6_001n : 0n,
        continues: i === 0 ? 1 : 0,
      })),
    },
  }
  await endings.amend(next, first)
  const amended = await expectSound(root, [first, next])
  expect(amended).toMatchObject({
    digest: agreementDigest(next, stack.chainId, stack.contracts.Splits),
    status: 'effective',
  })
  expect(amended).toMatchObject({ openMonth: firstMonth + 1, openNet: '700', received: '4700' })
  expect(amended.versions.map(({ concludedAt }) => concludedAt === null)).toEqual([false, false])
  expect(amended.months.map(({ status }) => status)).toEqual(['closedByDefault', 'open'])

  await bill('v2', root, 20_000n, monthStart(firstMonth + 1, 480) + 2 * day)
  await acts.close(next, root, {
    month: firstMonth + 1,
    quantities: [0n, 30n],
    entries: 2,
    sum: 20_700n,
    rows: zeroHash,
  })
  await acts.settle(first)
  const settled = await expectSound(root, [first, next])
  // Both versions together recoup the new limit.
  expect(settled.clauses[2]).toMatchObject({ limit: '6001', taken: '3601' })
}, 60_000)

test('amendments give up the months and begin them again, and leave a month that has not begun', async () => {
  const { basics: given, prose } = await basics('0x77'.padEnd(66, '0') as Hex)
  const month = monthOf(given.now, 480)
  const first = { ...monthlyTerms(given), prose }
  first.rules = { ...first.rules, period: { ...first.rules.period, firstMonth: month } }
  const root = await acts.conclude(first, [1, 2, 3])
  await bill('this month', root, 4_000n, given.now)
  await bill('next month', root, 600n, monthStart(month + 1, 480) + day)

  const digestOf = (terms: Agreement) => agreementDigest(terms, stack.chainId, stack.contracts.Splits)
  const monthly = first.rules.monthly.map((clause, i) => ({ ...clause, continues: i + 1 }))
  const second = { ...first, root, previous: root, rules: { ...first.rules, monthly } }
  await endings.amend(second, first)
  const third = { ...second, previous: digestOf(second) }
  await endings.amend(third, second)
  const amended = await expectSound(root, [first, second, third])
  expect(amended).toMatchObject({ openMonth: month + 1, openNet: '600', digest: digestOf(third) })
  expect(amended.months.map(one => [one.month, one.status])).toEqual([
    [month, 'closedByDefault'],
    [month + 1, 'open'],
  ])

  const plain = { ...third, previous: digestOf(third), rules: milestoneTerms(given).rules }
  await endings.amend(plain, third)
  const without = await expectSound(root, [first, second, third, plain])
  expect(without).toMatchObject({ openMonth: null, openNet: '0', owed: '0', received: '4600' })
}, 60_000)

test('an amendment waits for everyone of both versions, and a refusal ends it alone', async () => {
  const { basics: given, prose } = await basics('0x77'.padEnd(66, '0') as Hex)
  const first = { ...milestoneTerms(given), prose }
  const root = await acts.conclude(first, [1, 2, 3])
  const newcomer = accountAt(5).address
  const next: Agreement = {
    ...first,
    root,
    previous: root,
    parties: [...first.parties.slice(0, 2), { account: newcomer, role: 'successor' }],
  }
  const digest = agreementDigest(next, stack.chainId, stack.contracts.Splits)
  await endings.propose(next)
  expect((await view(root)).pending).toEqual([])

  await endings.sign(next, 0)
  const { pending, versions, parties } = await view(root)
  const [investor, builder, operator] = [1, 2, 3].map(index => accountAt(index).address)
  const signedAt = expect.any(Number)
  const waiting = {
    digest,
    signBy: next.rules.signBy,
    signers: [
      { account: investor, role: 'investor', leaves: false, signedAt },
      { account: builder, role: 'builder', leaves: false, signedAt: null },
      { account: newcomer, role: 'successor', leaves: false, signedAt: null },
      { account: operator, role: 'operator', leaves: true, signedAt: null },
    ],
    declined: null,
  }
  expect(pending).toEqual([waiting])
  expect(versions.at(-1)?.digest).toBe(digest)
  expect(parties.map(({ account }) => account)).toEqual([investor, builder, operator])
  const { agreements } = await get<AccountView>(stack, `accounts/${newcomer}`)
  expect(agreements).toMatchObject([{ root, pending: [waiting] }])

  await endings.decline(next, 2, 'too late')
  const refused = await view(root)
  expect(refused).toMatchObject({ status: 'effective', declined: null })
  expect(refused.pending).toMatchObject([{ declined: { party: newcomer, reason: 'too late' } }])

  const other: Agreement = { ...first, root, previous: root, prose: given.quorum }
  await endings.amend(other, first)
  expect(await view(root)).toMatchObject({ status: 'effective', pending: [] })
}, 60_000)

test('a freeze is shown while it lasts, with the fact of the arbiters', async () => {
  const { basics: given, prose } = await basics('0x22'.padEnd(66, '0') as Hex)
  const terms = { ...milestoneTerms(given), prose }
  const root = await acts.conclude(terms, [1, 2, 3])
  await endings.freeze(terms, root)
  const frozen = await view(root)
  expect(frozen.status).toBe('frozen')
  expect(frozen.frozenUntil).toBeGreaterThan(given.now)
  const { facts } = await get<FactsView>(stack, `agreements/${root}/facts`)
  expect(facts).toMatchObject([{ topic: 'freeze', subject: root, round: '0', observedAt: 1_770_000_123 }])

  await endings.resume(terms, root)
  expect(await view(root)).toMatchObject({ status: 'effective', frozenUntil: null })
  const facts2 = await get<FactsView>(stack, `agreements/${root}/facts`)
  expect(facts2.facts).toHaveLength(2)
}, 60_000)

test('a refusal ends a proposal, whatever its words', async () => {
  const { basics: given, prose } = await basics('0x33'.padEnd(66, '0') as Hex)
  const terms = { ...milestoneTerms(given), prose }
  const root = agreementDigest(terms, stack.chainId, stack.contracts.Splits)
  await endings.propose(terms)
  expect(await view(root)).toMatchObject({ status: 'proposed', openMonth: null, balance: '0' })
  await endings.decline(terms, 1, 'Nein \0 danke 谢谢')
  const { status, declined } = await view(root)
  expect({ status, declined }).toMatchObject({
    status: 'declined',
    declined: { party: accountAt(2).address, reason: 'Nein  danke 谢谢' },
  })
}, 60_000)

test('what a stranger publishes about an agreement does not count', async () => {
  const { basics: given, prose } = await basics('0x66'.padEnd(66, '0') as Hex)
  const terms = { ...milestoneTerms(given), prose }
  const root = await acts.conclude(terms, [1, 2, 3])
  const stranger = accountAt(0).address
  const parties = [{ account: stranger, role: 'stranger' }]
  const shares = [{ party: 0, weight: 1 }]
  const rules = { ...terms.rules, clauses: terms.rules.clauses.slice(1).map(one => ({ ...one, total: 1, shares })) }
  for (const previous of [zeroHash, root]) {
    const amendment = { ...terms, parties, rules, root, previous }
    await endings.propose(amendment)
    await endings.decline(amendment, 0, 'noise')
  }
  const shown = await view(root)
  expect(shown).toMatchObject({ digest: root, status: 'effective', declined: null })
  expect(shown.versions).toHaveLength(1)
  const { agreements } = await get<AccountView>(stack, `accounts/${stranger}`)
  expect(agreements).toEqual([])
}, 60_000)

test('a payment that nobody takes goes to its payer, with its fact', async () => {
  const payer = accountAt(15).address
  const { fact } = await acts.bill(
    'nobody',
    { payee: stack.contracts.Splits, key: `0x${'9'.repeat(64)}` },
    60n,
    1_770_000_000,
    payer,
  )
  await waitUntilReady(stack)
  expect(await listEntries(stack, payer)).toMatchObject([{ kind: 'payment', amount: '60' }])
  const { facts } = await get<FactsView>(stack, `facts?subject=${fact.subject}`)
  expect(facts).toMatchObject([{ topic: 'payment', usedBy: stack.contracts.Payments }])
}, 60_000)

test('a register is paid in pieces out of its own account', async () => {
  const { basics: given, prose } = await basics('0x44'.padEnd(66, '0') as Hex)
  const plain = milestoneTerms(given)
  const receiver = accountAt(16).address
  const register = { root: registerLeaf(0n, receiver, 5n, 0n), count: 1, total: 5n }
  const last = {
    ...plain.rules.clauses[1],
    shares: [0, 1, 3].map(party => ({ party, weight: 1 })),
  } as (typeof plain.rules.clauses)[1]
  const terms: Agreement = {
    ...plain,
    prose,
    rules: { ...plain.rules, registers: [register], clauses: [last as never] },
  }
  const root = await acts.conclude(terms, [1, 2, 3])
  await bill('registered', root, 3_000n, 1_770_000_000)
  await acts.settle(terms)
  await endings.settleRegister(root, asset, register, receiver)
  await waitUntilReady(stack)
  expect(await listEntries(stack, receiver)).toMatchObject([{ kind: 'settlement', amount: '1000', agreement: root }])
}, 60_000)

test('after the end everything is paid out, the smallest units too', async () => {
  const { basics: given, prose } = await basics('0x55'.padEnd(66, '0') as Hex)
  const month = monthOf(given.now, 480)
  const plain = monthlyTerms(given)
  const terms = { ...plain, prose, rules: { ...plain.rules, period: { ...plain.rules.period, firstMonth: month } } }
  const root = await acts.conclude(terms, [1, 2, 3])
  await bill('last', root, 20_002n, given.now)
  await endings.terminate(terms)
  const { months } = await view(root)
  expect(months).toMatchObject([{ status: 'open', defaultAfter: expect.any(Number) }])
  const defaultAfter = months[0]?.defaultAfter ?? 0
  expect(defaultAfter).toBeGreaterThanOrEqual(monthEnd(month, 480) + 10 * day)

  await stack.chain.setNextBlockTimestamp({ timestamp: BigInt(defaultAfter + 1) })
  await endings.closeByDefault(terms)
  const closed = await expectSound(root, [terms])
  expect(closed).toMatchObject({ status: 'terminated', residue: expect.stringMatching(/^[12]$/) })

  await endings.complete(terms)
  const { status, balance, residue, positions } = await view(root)
  expect({ status, balance, residue }).toEqual({ status: 'completed', balance: '0', residue: '0' })
  for (const { entitled, paid } of positions) expect(entitled).toBe(paid)
  for (const { account } of positions)
    for (const { lines, amount, agreement } of await listEntries(stack, account))
      if (agreement === root) expect(lines.reduce((sum, line) => sum + BigInt(line.amount), 0n)).toBe(BigInt(amount))
}, 60_000)

test("every balance after every block is the chain's", async () => {
  await waitUntilReady(stack)
  expect(await compareWithChain(stack)).toBeGreaterThan(40)
  const { agreements } = await get<AccountView>(stack, `accounts/${accountAt(2).address}`)
  expect(agreements).toHaveLength(8)
}, 120_000)
