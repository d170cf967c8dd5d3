import { factDigest } from '@concordat/sdk/facts.ts'
import type { FeedRow } from '@concordat/sdk/rows/schema.ts'
import type { Fact } from '@concordat/sdk/types.ts'
import { type Hex, keccak256, toHex } from 'viem'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { inTurn } from '../src/database/inTurn.ts'
import { migrate } from '../src/database/migrate.ts'
import { openDatabase, type Sql } from '../src/database/open.ts'
import { createQuorums, type Quorums } from '../src/facts/quorums.ts'
import { saveDecisions, toStored } from '../src/facts/save.ts'
import { signDigest } from '../src/facts/sign.ts'
import { createSigner } from '../src/facts/signDecisions.ts'
import { acceptAttestations } from '../src/peers/accept.ts'
import { listAttestations } from '../src/peers/list.ts'
import { createRefusals } from '../src/peers/refusals.ts'
import { contracts, delivered, root } from './context.ts'
import { payment } from './feed.ts'
import { nodeAccount, nodeKey, type Stack, startStack } from './stack.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const chainId = 31_337
const quorum: Hex = keccak256('0x51')
const self = nodeAccount(0).address
const count = 150
let stack: Stack
let sql: Sql
let quorums: Quorums

beforeAll(async () => {
  stack = await startStack()
  sql = openDatabase(await stack.createDatabase('turns'))
  await migrate(sql)
  const attestors = [0, 1, 2].map(i => nodeAccount(i).address.toLowerCase())
  await sql`insert into quorums ${sql({ quorum, attestors, k: 2, block: 1, log_index: 0 })}`
  quorums = createQuorums(sql, self)
  await quorums.refresh()
})

afterAll(async () => {
  await sql.end()
  await stack.stop()
})

const factOf = (i: number): Fact => ({
  quorum,
  audience: contracts.Payments,
  topic: keccak256('0x01'),
  subject: keccak256(toHex(i)),
  round: 0n,
  value: keccak256(toHex(i + 1)),
  observedAt: 1,
  validUntil: 0,
})

test('behavior: whatever happens at the same time, nothing is missed', async () => {
  const refusals = createRefusals()
  const accept = { sql, quorums, chainId, facts: contracts.Splits, refusals, log: () => {} }
  const signDecisions = createSigner({ sql, self, privateKey: nodeKey(0) })
  const sent: number[] = []
  const send = async () => {
    const { attestations } = await listAttestations(sql, { attestor: self, after: sent.at(-1) ?? 0 })
    sent.push(...attestations.map(({ seq }) => seq))
  }

  for (let i = 0; i < count; i++) {
    const fact = factOf(i)
    const digest = factDigest(fact, chainId, contracts.Splits)
    const effect = `effect ${i}`
    const row = delivered(payment(`p${i}`, '1.00'), i + 1, 1) as FeedRow
    const decision = { status: 'fact', topic: 'payment', fact, payload: {}, effect } as const
    const from = (j: number) => ({
      attestor: nodeAccount(j).address.toLowerCase() as Hex,
      digest,
      signature: signDigest(digest, nodeKey(j)),
      fact: toStored(fact),
    })
    const another = { ...from(0), digest: keccak256(digest), key: `another ${i}`, fact: sql.json(toStored(fact)) }
    const decide = async () => {
      await saveDecisions(sql, { self, chainId, facts: contracts.Splits }, [{ row, decision: decision as never }])
      await signDecisions()
      await send()
    }
    const settle = () =>
      inTurn(sql, async sql => {
        await sql`insert into effects ${sql({ effect, transaction: root, block: i })}`
        await sql`update decisions set settled_block = ${i} where effect = ${effect}`
      })
    await Promise.all([
      decide(),
      acceptAttestations(accept, [from(1)]),
      acceptAttestations(accept, [from(2)]),
      inTurn(sql, sql => sql`insert into attestations ${sql(another)}`).then(send),
      settle(),
    ])
  }
  await send()

  const [stored] = await sql`
    select count(*) as decided, count(confirmed_at) as confirmed, count(settled_block) as settled from decisions`
  expect(stored).toEqual({ decided: count, confirmed: count, settled: count })
  expect(new Set(sent).size).toBe(2 * count)
  expect(refusals.list()).toEqual([])
})
