import { formatUnits } from 'viem'

export type Language = 'en' | 'zh'

/** What is needed of an asset to write an amount of it. */
export type Unit = { symbol: string; decimals: number }

export type Format = ReturnType<typeof createFormat>

/**
 * Writes figures and dates in the reader's language.
 * @param offsetMinutes The UTC offset of the civil time that is meant.
 */
export function createFormat(language: Language, offsetMinutes: number) {
  const locale = language === 'zh' ? 'zh-CN' : 'en'
  const timeZone = offsetText(offsetMinutes)
  const date = (milliseconds: number, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, options).format(milliseconds)
  return {
    language,
    timeZone: `UTC${timeZone}`,
    /** With all decimals and no currency, for columns that name it in the head. */
    figure: (amount: bigint, { decimals }: Unit) =>
      new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(
        formatUnits(amount, decimals) as Intl.StringNumericLiteral,
      ),
    amount: (amount: bigint, { symbol, decimals }: Unit) => {
      const value = formatUnits(amount, decimals) as Intl.StringNumericLiteral
      const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
      if (!/^[A-Z]{3}$/.test(symbol)) return `${new Intl.NumberFormat(locale, digits).format(value)} ${symbol}`
      return new Intl.NumberFormat(locale, { ...digits, style: 'currency', currency: symbol }).format(value)
    },
    number: (value: number) => new Intl.NumberFormat(locale).format(value),
    /** A civil date `YYYY-MM-DD`. */
    day: (day: string) => date(Date.parse(`${day}T00:00:00Z`), { dateStyle: 'long', timeZone: 'UTC' }),
    date: (seconds: number) => date(seconds * 1000, { dateStyle: 'medium', timeZone }),
    dateTime: (seconds: number) => date(seconds * 1000, { dateStyle: 'medium', timeStyle: 'short', timeZone }),
    /** A month counted from January 1970. */
    month: (month: number) => date(Date.UTC(1970, month, 1), { year: 'numeric', month: 'long', timeZone: 'UTC' }),
  }
}

function offsetText(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}
