import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AgreementView, BatchView, NodeView } from '@concordat/sdk/views.ts'
import { expect } from '@playwright/test'
import { deliver } from '../setup/agreement.ts'
import { command, get } from '../setup/stack.ts'
import { test } from '../setup/test.ts'
import { listIssued } from './chain.ts'
import { type Bill, billsCsv, concludePlain, expectShared } from './plain.ts'

// Three years of a busy business: the totals are those of plain arithmetic over what was delivered.

const days = 3 * 365
const perDay = 3
const dateOf = (day: number) => new Date(Date.UTC(2023, 0, 1 + day)).toISOString().slice(0, 10)

/** Every day's payments of amounts that divide by nothing, and the tenth of them refunded in part a week later. */
const bills: Bill[] = Array.from({ length: days }, (_, day) => {
  const idOf = (of: number, i: number) => `p-${of}-${i}`
  const centsOf = (of: number, i: number) => BigInt(100 + (((of * perDay + i) * 7_919) % 9_973))
  const payments = Array.from({ length: perDay }, (_, i) => ({
    id: idOf(day, i),
    date: dateOf(day),
    cents: centsOf(day, i),
  }))
  const of = day - 7
  const refund = { id: `r-${of}`, date: dateOf(day), original: idOf(of, 0), cents: centsOf(of, 0) / 3n }
  return of >= 0 && of % 10 === 0 ? [...payments, refund] : payments
}).flat()

const sumOf = (of: readonly Bill[]) => of.reduce((sum, { cents }) => sum + cents, 0n)

test('three years of payments and refunds are shared to the cent', async () => {
  test.setTimeout(1_800_000)
  const { root, business } = await concludePlain('three years')
  const before = await opinionsOfNodes()
  const file = join(process.env.CONCORDAT_STATE ?? '', 'season.csv')
  writeFileSync(file, billsCsv(bills))
  const delivery = ['import', '--business', business.id, '--key', business.key, '--bills', file]
  expect(await command<BatchView>(...delivery)).toMatchObject({ accepted: bills.length, duplicates: 0, refused: [] })

  const payments = bills.filter(({ original }) => !original)
  const refunds = bills.filter(({ original }) => original)
  expect(payments.length).toBe(days * perDay)
  expect(refunds.length).toBeGreaterThan(100)
  const booked = async () => {
    const view = await get<AgreementView>(`/api/index/agreements/${root}`).catch(() => null)
    return view && { received: BigInt(view.received), refunded: BigInt(view.refunded) }
  }
  await expect
    .poll(booked, { timeout: 900_000, intervals: [2_000] })
    .toEqual({ received: sumOf(payments), refunded: sumOf(refunds) })
  expect(await listIssued(root)).toHaveLength(payments.length)

  // What is owed for the last refunds is met by what comes in after them.
  const last = { id: 'last', date: dateOf(days), cents: 1_000_00n }
  expect((await deliver(business, 'bills', billsCsv([last]))).body).toMatchObject({ accepted: 1 })
  await expectShared(root, sumOf([...payments, last]), sumOf(refunds))

  // Again changes nothing.
  expect(await command<BatchView>(...delivery)).toMatchObject({ accepted: bills.length })
  await expectShared(root, sumOf([...payments, last]), sumOf(refunds))
  const everything = before.map(({ decided, dissented }) => ({ decided: decided + bills.length + 1, dissented }))
  await expect.poll(opinionsOfNodes, { timeout: 60_000 }).toEqual(everything)
})

/** What the nodes have ever decided, also for other tests. */
async function opinionsOfNodes() {
  return (await get<NodeView[]>('/api/nodes')).map(({ decided, dissented }) => ({ decided, dissented }))
}
