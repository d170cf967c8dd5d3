// A year of demand at a charging site, day by day. See README.md for the model.

import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'

export const SEED = 20_251_101
export const FIRST_DAY = '2025-11-01'
export const DAYS = 365

/** A whole number between two bounds, both included. */
export type Between = (from: number, to: number) => number

/** Chance from a seed: the same seed, the same year. */
export function createChance(seed: number): Between {
  const random = xoroshiro128plus(seed)
  return (from, to) => uniformInt(random, from, to)
}

/** How many events a day brings when `mean` are expected (Poisson, by Knuth's method). */
function poisson(mean: number, between: Between): number {
  const unit = () => between(0, 999_999) / 999_999
  const limit = Math.exp(-mean)
  let product = unit()
  let count = 0
  while (product > limit) {
    product *= unit()
    count++
  }
  return count
}

/** The date some days after the first, YYYY-MM-DD. */
export const dateOf = (day: number) => new Date(Date.parse(FIRST_DAY) + day * 86_400_000).toISOString().slice(0, 10)

/** Days on which the site is out of order: a burnt transformer, then a repaved car park. */
const outages = [
  { from: '2026-01-19', to: '2026-01-31' },
  { from: '2026-06-08', to: '2026-06-10' },
]

const isOut = (date: string) => outages.some(({ from, to }) => date >= from && date <= to)

/** How many sessions a day is expected to bring. */
function expectedSessions(day: number): number {
  const date = dateOf(day)
  if (isOut(date)) return 0
  const weekday = new Date(date).getUTCDay()
  const growth = 1.35 + (2.75 * day) / DAYS
  const season = 1 + 0.18 * Math.cos((2 * Math.PI * (day - 75)) / 365)
  const week = weekday === 0 || weekday === 6 ? 1.35 : weekday === 5 ? 1.1 : 0.88
  const opening = day < 20 ? 0.25 : 1
  return growth * season * week * opening
}

/** One car that charges. */
export type Session = {
  date: string
  /** Local minute of the day at which it ends. */
  minute: number
  /** Energy, in watt-hours. */
  wattHours: number
  /** Price, in hundredths of the currency's major unit. */
  cents: number
  payer: string
}

/** The sessions of a day, in the order in which they end. */
export function sessionsOf(day: number, between: Between): Session[] {
  const date = dateOf(day)
  const isCold = ['12', '01', '02'].includes(date.slice(5, 7))
  const sessions = Array.from({ length: poisson(expectedSessions(day), between) }, (): Session => {
    const minute = between(420, 1_360)
    const isPeak = minute >= 1_020 && minute < 1_260
    const typical = (between(8_000, 46_000) + between(8_000, 46_000)) / 2
    const wattHours = Math.round(typical * (isCold ? 1.15 : 1))
    const cents = Math.round((wattHours * (isPeak ? 155 : 120)) / 1_000) + 50
    return { date, minute, wattHours, cents, payer: `card ${between(1, 140).toString().padStart(4, '0')}` }
  })
  return sessions.sort((a, b) => a.minute - b.minute)
}
