import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Hex } from 'viem'
import { keccak256 } from 'viem'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { migrate } from '../src/database/migrate.ts'
import { openDatabase, type Sql } from '../src/database/open.ts'
import { reopenUnknown } from '../src/processors/reopen.ts'
import { account } from './records.ts'
import { type Stack, startStack } from './stack.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const business: Hex = keccak256('0x01')
const quorum: Hex = keccak256('0x02')
const paymentKey: Hex = keccak256('0x03')
let stack: Stack
let sql: Sql

beforeAll(async () => {
  stack = await startStack()
  sql = openDatabase(await stack.createDatabase('before'))
})

afterAll(async () => {
  await sql.end()
  await stack.stop()
})

const addRow = (seq: number, kind: string, state: string, data: object) => sql`
  insert into rows (business, seq, agreement, kind, identity, round, body, state)
  values (${business}, ${seq}, ${quorum}, ${kind}, ${`id ${seq}`}, 0, ${sql.json({ data } as never)}, ${state})`

test('behavior: what a node of the version before has stored goes on', async () => {
  const first = readFileSync(join(import.meta.dirname, '../src/database/migrations/001_node.sql'), 'utf8')
  await sql.unsafe(first).simple()
  await sql`create table versions (name text primary key, applied_at timestamptz not null default now())`
  await sql`insert into versions (name) values ('001_node.sql')`
  await addRow(1, 'payment', 'accepted', { amount: '1.00' })
  await addRow(2, 'refund', 'accepted', { original: 'id 1' })
  const payload = sql.json({ refund: { paymentKey } })
  await sql`
    insert into decisions (business, seq, agreement, topic, subject, key, digest, quorum, fact, payload)
    values (${business}, 2, ${quorum}, 'refund', ${paymentKey}, 'key', 'digest', ${quorum}, '{}', ${payload})`

  await migrate(sql)
  expect(await sql`select requires from decisions`).toEqual([{ requires: `payment:${quorum}:${paymentKey}` }])
  expect(await sql`select processor, record from rows`).toEqual(Array(2).fill({ processor: null, record: null }))
  await migrate(sql)
})

test('behavior: only rows about money name a processor, and those it was missing for are decided again', async () => {
  const processor = { processor: account }
  await addRow(3, 'meter', 'accepted', processor)
  await addRow(4, 'payment', 'refused', processor)
  await addRow(5, 'refund', 'refused', { original: 'id 4', ...processor })
  for (const [seq, code] of [
    [4, 'ProcessorUnknown'],
    [5, 'PaymentUnknown'],
  ] as const)
    await sql`
      insert into decisions (business, seq, agreement, topic, subject, code, message)
      values (${business}, ${seq}, ${quorum}, 'payment', ${paymentKey}, ${code}, '')`
  const states = async () =>
    (await sql`select state, processor from rows where seq > 2 order by seq`).map(row => ({ ...row }))
  const name = 'stripe acct_1'
  await reopenUnknown(sql, ['stripe acct_2'])
  expect(await states()).toEqual([
    { state: 'accepted', processor: null },
    { state: 'refused', processor: name },
    { state: 'refused', processor: name },
  ])
  await reopenUnknown(sql, [name])
  expect((await states()).map(({ state }) => state)).toEqual(['accepted', 'waiting', 'waiting'])
  const [left] = await sql`select count(*)::int as count from decisions where digest is null and withdrawn_at is null`
  expect(left).toEqual({ count: 0 })
})
