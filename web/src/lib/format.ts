import type { AssetView } from '@concordat/sdk/views.ts'
import { formatUnits, parseUnits } from 'viem'

/** What is needed of an asset to write an amount of it. */
export type Unit = Pick<AssetView, 'symbol' | 'decimals'>

const isCurrencyCode = (symbol: string) => /^[A-Z]{3}$/.test(symbol)

type AmountOptions = {
  /** Writes a plus before what was received. */
  signed?: boolean
  /** Shortens to thousands and millions, for axes. */
  compact?: boolean
  /** Leaves the currency out, for columns that name it in the head. */
  bare?: boolean
}

/** Writes an amount in the asset's smallest unit the way the reader's language writes money. */
export function formatAmount(amount: bigint | string, unit: Unit, locale: string, options: AmountOptions = {}): string {
  const value = formatUnits(BigInt(amount), unit.decimals) as Intl.StringNumericLiteral
  const currency = isCurrencyCode(unit.symbol)
  const digits = options.compact
    ? { notation: 'compact' as const, maximumFractionDigits: 1 }
    : {
        minimumFractionDigits: currency ? unit.decimals : Math.min(unit.decimals, 2),
        maximumFractionDigits: Math.min(unit.decimals, 20),
      }
  const style =
    currency && !options.bare ? ({ style: 'currency', currency: unit.symbol, currencyDisplay: 'symbol' } as const) : {}
  const sign = options.signed ? ({ signDisplay: 'exceptZero' } as const) : {}
  const text = new Intl.NumberFormat(locale, { ...style, ...digits, ...sign }).format(value)
  return currency || options.bare ? text : `${text} ${unit.symbol}`
}

/** Writes an amount given as a decimal string in major units, with the currency's own decimals. */
export const formatMoney = (amount: string, currency: string, locale: string) =>
  isCurrencyCode(currency)
    ? new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount as Intl.StringNumericLiteral)
    : `${formatDecimal(amount, locale)} ${currency}`

/** Reads an amount a person typed, with the decimal mark of their language, into the smallest unit; null when it is none. */
export function parseAmount(text: string, decimals: number, locale: string): bigint | null {
  const parts = new Intl.NumberFormat(locale).formatToParts(11111.1)
  const group = parts.find(part => part.type === 'group')?.value ?? ','
  const decimal = parts.find(part => part.type === 'decimal')?.value ?? '.'
  const plain = text.trim().replaceAll(/\s/g, '').replaceAll(group, '').replace(decimal, '.')
  if (!/^\d+(\.\d*)?$|^\.\d+$/.test(plain)) return null
  const fraction = plain.split('.')[1] ?? ''
  return fraction.length > decimals ? null : parseUnits(plain, decimals)
}

/** Writes a whole or decimal number. */
export const formatNumber = (value: number | bigint, locale: string, maximumFractionDigits = 0) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits }).format(value)

/** Writes a decimal string, for example a metered quantity, without losing digits. */
export const formatDecimal = (value: string, locale: string) =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(value as Intl.StringNumericLiteral)

/** Writes basis points as a percentage. */
export const formatBps = (bps: number, locale: string) =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(bps / 10_000)

/** Writes a part of a whole as a rounded percentage. */
export const formatShare = (weight: number, total: number, locale: string) =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }).format(total === 0 ? 0 : weight / total)

/** Writes an agreed share exactly: as a percentage where two decimals suffice, else as a fraction like 1/3. */
export function formatWeight(weight: number, total: number, locale: string): string {
  if (total === 0 || (weight * 10_000) % total === 0) return formatShare(weight, total, locale)
  const divisor = greatestDivisor(weight, total)
  return `${formatNumber(weight / divisor, locale)}/${formatNumber(total / divisor, locale)}`
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

const date = (locale: string, options: Intl.DateTimeFormatOptions, milliseconds: number) =>
  new Intl.DateTimeFormat(locale, options).format(milliseconds)

/** Writes the day of a Unix timestamp, in the reader's time zone. */
export const formatDate = (seconds: number, locale: string) => date(locale, { dateStyle: 'medium' }, seconds * 1000)

/** Writes day and time of a Unix timestamp, in the reader's time zone. */
export const formatDateTime = (seconds: number, locale: string) =>
  date(locale, { dateStyle: 'medium', timeStyle: 'short' }, seconds * 1000)

/** Writes the moment of a deadline with the time zone it is written in: to the reader an hour may decide. */
export const formatDeadline = (seconds: number, locale: string) =>
  date(
    locale,
    {
      ...{ year: 'numeric', month: locale.startsWith('zh') ? 'long' : 'short', day: 'numeric' },
      ...{ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' },
    },
    seconds * 1000,
  )

/** Writes a civil date `YYYY-MM-DD`. */
export const formatDay = (day: string, locale: string) =>
  date(locale, { dateStyle: 'medium', timeZone: 'UTC' }, Date.parse(`${day}T00:00:00Z`))

/** Writes a month counted from January 1970. */
export const formatMonth = (month: number, locale: string, width: 'long' | 'short' = 'long') =>
  date(locale, { year: 'numeric', month: width, timeZone: 'UTC' }, Date.UTC(1970, month, 1))

/** Writes a length of time, for example three days. */
export function formatDuration(seconds: number, locale: string): string {
  const [value, unit] =
    seconds % 86_400 === 0 || seconds >= 172_800
      ? [Math.round(seconds / 86_400), 'day']
      : seconds >= 3600
        ? [Math.round(seconds / 3600), 'hour']
        : [Math.max(1, Math.round(seconds / 60)), 'minute']
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
}

/** Writes a number of bytes, for example "1.2 MB". */
export function formatBytes(bytes: number, locale: string): string {
  const [value, unit] =
    bytes < 1_000 ? [bytes, 'byte'] : bytes < 999_500 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte']
  const digits = { maximumFractionDigits: unit === 'megabyte' ? 1 : 0 }
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    ...digits,
  }).format(value)
}

/** Joins names the way the reader's language joins them. */
export const formatList = (items: string[], locale: string) =>
  new Intl.ListFormat(locale, { type: 'conjunction' }).format(items)

/** The first and last characters of an id, enough to compare by eye. */
export const shortHex = (hex: string) => (hex.length > 12 ? `${hex.slice(0, 6)}…${hex.slice(-4)}` : hex)
