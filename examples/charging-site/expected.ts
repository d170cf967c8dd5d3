// Works out expected.json from the two CSV files with nothing but arithmetic: `node examples/charging-site/expected.ts`. It
// shares no code with the contracts or the SDK, so that a mistake would have to be made twice. Money is in hundredths of XTS,
// energy in watt-hours.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const linesOf = (name: string) =>
  readFileSync(path(name), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(line => line.split(','))
const whole = (decimal: string) => BigInt(decimal.replace('.', ''))
const least = (a: bigint, b: bigint) => (a < b ? a : b)
const text = (values: readonly bigint[]) => values.map(String)

const parties = ['Investor', 'Builder', 'Operator', 'Site user']
type Line = { recordedAt: string; date: string; kind: string; id: string; round: number; value: string }

const progress = linesOf('progress.csv').map(
  ([recordedAt = '', date = '', kind = '', id = '', round = '0', value = '']): Line => ({
    ...{ recordedAt, date, kind, value },
    id: kind === 'meter' ? `${id}/${date}` : id,
    round: Number(round),
  }),
)
const bills = linesOf('bills.csv').map(
  ([recordedAt = '', date = '', kind = '', id = '', , value = '']): Line => ({
    ...{ recordedAt, date, kind, id, value },
    round: 0,
  }),
)
const inOrder = [...progress, ...bills].sort((a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt))

// A line that was seen before, whenever it was recorded, counts once.
const seen = new Set<string>()
const lines = inOrder.filter(({ kind, id, round }) => {
  const key = `${kind} ${id} ${round}`
  const isNew = !seen.has(key)
  seen.add(key)
  return isNew
})

/** What the clauses over cumulative revenue take of it. */
function divide(base: bigint): bigint[] {
  const recoup = least(base, 600_000n)
  let rest = base - recoup
  const retention = least(rest / 10n, 80_000n)
  rest -= retention
  const first = least(rest, 400_000n)
  rest -= first
  const second = least((rest * 8n) / 10n, 250_000n)
  return [recoup, retention, first, second, rest - second]
}

/** Who gets what part of each clause, in the order of the parties; the retention was unlocked for the builder. */
const parts: [number, number, number, number][] = [
  [0, 0, 0, 100],
  [0, 0, 100, 0],
  [0, 2, 1, 0],
  [100, 0, 0, 0],
  [0, 100, 0, 0],
  [55, 0, 30, 15],
  [1, 0, 1, 1],
  [20, 10, 45, 25],
]

const cost = (wattHours: bigint) => (85n * wattHours) / 10_000n
const net = new Map<string, bigint>()
const entries = new Map<string, number>()
const readings = new Map<string, bigint>()
const months: Record<string, unknown>[] = []
let closed = ''
let base = 0n
let counted = 0n
let rentDue = 0n
let operationDue = 0n
const monthlyTaken = [0n, 0n, 0n]
let received = 0n
let refunded = 0n
const counts: Record<string, number> = { payment: 0, refund: 0, meter: 0, milestone: 0, close: 0 }

function close(month: string) {
  const quantity = [...readings].reduce((sum, [date, value]) => (date.slice(0, 7) <= month ? sum + value : sum), 0n)
  const revenue = net.get(month) ?? 0n
  let rest = revenue

  rentDue += 110_000n
  const rent = least(rest, rentDue)
  rentDue -= rent
  rest -= rent

  operationDue += cost(quantity) - cost(counted)
  counted = quantity
  const operation = least((rest * 7n) / 10n, operationDue)
  operationDue -= operation
  rest -= operation

  const maintenance = least(rest / 4n, 28_000n)
  rest -= maintenance
  base += rest

  const taken = [rent, operation, maintenance]
  for (const [index, amount] of taken.entries()) monthlyTaken[index] = (monthlyTaken[index] ?? 0n) + amount
  const unpaid = [rentDue, operationDue, 0n]
  months.push({
    ...{ month, entries: entries.get(month) ?? 0, net: String(revenue), quantity: String(quantity) },
    ...{ taken: text(taken), unpaid: text(unpaid), base: String(base) },
  })
  closed = month
}

for (const { kind, id, date, value } of lines) {
  counts[kind] = (counts[kind] ?? 0) + 1
  const own = date.slice(0, 7)
  const [year = 0, month = 0] = closed.split('-').map(Number)
  const following = new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7)
  const booked = closed !== '' && own <= closed ? following : own
  if (kind === 'close') close(id)
  if (kind === 'meter') readings.set(date, whole(value))
  if (kind !== 'payment' && kind !== 'refund') continue
  const amount = whole(value)
  if (kind === 'payment') received += amount
  else refunded += amount
  net.set(booked, (net.get(booked) ?? 0n) + (kind === 'payment' ? amount : -amount))
  entries.set(booked, (entries.get(booked) ?? 0) + 1)
}

const taken = [...monthlyTaken, ...divide(base)]
const byClause = taken.map((amount, clause) => {
  const weights = parts[clause] ?? [0, 0, 0, 0]
  const total = BigInt(weights.reduce((sum, weight) => sum + weight, 0))
  return weights.map(weight => (amount * BigInt(weight)) / total)
})
const totals = parties.map((_, party) => byClause.reduce((sum, amounts) => sum + (amounts[party] ?? 0n), 0n))
const paid = totals.reduce((sum, amount) => sum + amount, 0n)

const expected = {
  currency: 'XTS',
  decimals: 2,
  parties,
  rows: { lines: inOrder.length, accepted: lines.length, duplicates: inOrder.length - lines.length, ...counts },
  received: String(received),
  refunded: String(refunded),
  months,
  taken: text(taken),
  byClause: byClause.map(text),
  totals: Object.fromEntries(parties.map((party, index) => [party, String(totals[index])])),
  residue: String(received - refunded - paid),
}
/** What expected.json must hold. */
export const expectedFile = `${JSON.stringify(expected, null, 2)}\n`

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(path('expected.json'), expectedFile)
