// Writes progress.csv and bills.csv anew: `node examples/charging-site/generate.ts`. Always the same files.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Between, createChance, DAYS, dateOf, SEED, type Session, sessionsOf } from './demand.ts'

type Field = string | number
type Line = { recordedAt: string; fields: Field[] }

const pad = (value: number) => String(value).padStart(2, '0')
const moment = (date: string, minute: number) => `${date}T${pad(Math.floor(minute / 60))}:${pad(minute % 60)}:00+08:00`
const decimal = (value: number, places: number) => (value / 10 ** places).toFixed(places)
const line = (recordedAt: string, ...fields: Field[]): Line => ({ recordedAt, fields })

/** Days whose sessions are recorded late, after their month was closed: the terminals were offline. */
const offline = new Map([
  ['2026-01-17', '2026-02-05'],
  ['2026-07-30', '2026-08-06'],
])

/** About one session in twenty-five is refunded: whole, in part, or in two parts. */
function refundsOf(session: Session, id: string, day: number, late: string | undefined, between: Between): Line[] {
  const kind = between(0, 99)
  if (kind > 3) return []
  const parts = kind < 2 ? [session.cents] : kind < 3 ? [Math.floor(session.cents / 3)] : [500, 125]
  return parts.flatMap((cents, index) => {
    const later = day + between(1, 9) + index
    if (later >= DAYS) return []
    const on = dateOf(later)
    const refundId = `re-${id.slice(3)}-${index + 1}`
    // Nothing can be refunded that is not recorded yet.
    const recorded = late && late > on ? late : on
    return [line(moment(recorded, 600 + index), on, 'refund', refundId, id, decimal(cents, 2), 'XTS', session.payer)]
  })
}

function billsOfYear(sessions: readonly Session[][], between: Between): Line[] {
  let sold = 0
  return sessions.flatMap((ofDay, day) => {
    const date = dateOf(day)
    const late = offline.get(date)
    return ofDay.flatMap((session, index) => {
      sold++
      const id = `ch-${date.replaceAll('-', '')}-${pad(index + 1)}`
      const fields = [date, 'payment', id, '', decimal(session.cents, 2), 'XTS', session.payer]
      const bill = line(late ? moment(late, 480 + index) : moment(date, session.minute), ...fields)
      // Now and then the export of the next day repeats a line.
      const repeated = sold % 83 === 0 ? [line(moment(dateOf(day + 1), 30), ...fields)] : []
      return [bill, ...repeated, ...refundsOf(session, id, day, late, between)]
    })
  })
}

function readingsOfDay(ofDay: readonly Session[], day: number): Line[] {
  // What the grid meter counts: the sessions, 3 % of losses, and what the site itself uses.
  const charged = ofDay.reduce((sum, { wattHours }) => sum + wattHours, 0)
  const metered = Math.round(charged * 1.03) + (charged > 0 ? 1_150 : 0)
  const date = dateOf(day)
  const next = dateOf(day + 1)
  const reading = (recordedAt: string, round: number, wattHours: number) =>
    line(recordedAt, date, 'meter', 'energy', round, decimal(wattHours, 3), 'kWh')

  const readings = [reading(moment(next, 20), 0, metered)]
  if (day % 120 === 60) readings.push(reading(moment(next, 90), 0, metered))
  // Two readings were wrong: one is corrected after its month was closed, one before.
  if (date === '2026-03-14') readings.push(reading(moment('2026-04-10', 700), 1, Math.round(metered * 0.4)))
  if (date === '2026-05-20') readings.push(reading(moment('2026-05-22', 700), 1, metered + 12_345))
  return readings
}

function closes(): Line[] {
  return Array.from({ length: 12 }, (_, index) => {
    const month = new Date(Date.UTC(2025, 10 + index, 1)).toISOString().slice(0, 7)
    const on = new Date(Date.UTC(2025, 11 + index, 3)).toISOString().slice(0, 10)
    return line(moment(on, 540), on, 'close', month, 0, '', '')
  })
}

function csv(header: string, lines: readonly Line[]): string {
  const inOrder = lines.toSorted((a, b) => Date.parse(a.recordedAt) - Date.parse(b.recordedAt))
  return `${[header, ...inOrder.map(({ recordedAt, fields }) => [recordedAt, ...fields].join(','))].join('\n')}\n`
}

/** Both files, by name. */
export function exampleFiles(): Record<string, string> {
  const between = createChance(SEED)
  const sessions = Array.from({ length: DAYS }, (_, day) => sessionsOf(day, between))
  const bills = billsOfYear(sessions, between)
  const accepted = line(moment('2026-02-26', 900), '2026-02-26', 'milestone', 'accepted', 0, 1, '')
  const progress = [...sessions.flatMap(readingsOfDay), accepted, ...closes()]
  return {
    'progress.csv': csv('recordedAt,date,kind,reference,round,value,unit', progress),
    'bills.csv': csv('recordedAt,date,kind,id,original,amount,currency,payer', bills),
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, content] of Object.entries(exampleFiles())) {
    writeFileSync(fileURLToPath(new URL(name, import.meta.url)), content)
  }
}
