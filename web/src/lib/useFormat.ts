import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import * as format from './format.ts'

/** The formatters bound to the reader's language. */
export function useFormat() {
  const { i18n } = useTranslation()
  const locale = i18n.language === 'zh' ? 'zh-CN' : 'en'
  return useMemo(() => bindFormat(locale), [locale])
}

/** Binds the formatters to a language. */
export function bindFormat(locale: string) {
  return {
    locale,
    amount: (amount: bigint | string, unit: format.Unit, options?: Parameters<typeof format.formatAmount>[3]) =>
      format.formatAmount(amount, unit, locale, options),
    number: (value: number | bigint, digits?: number) => format.formatNumber(value, locale, digits),
    money: (amount: string, currency: string) => format.formatMoney(amount, currency, locale),
    decimal: (value: string) => format.formatDecimal(value, locale),
    bps: (bps: number) => format.formatBps(bps, locale),
    share: (weight: number, total: number) => format.formatShare(weight, total, locale),
    weight: (weight: number, total: number) => format.formatWeight(weight, total, locale),
    date: (seconds: number) => format.formatDate(seconds, locale),
    dateTime: (seconds: number) => format.formatDateTime(seconds, locale),
    deadline: (seconds: number) => format.formatDeadline(seconds, locale),
    day: (day: string) => format.formatDay(day, locale),
    month: (month: number, width?: 'long' | 'short') => format.formatMonth(month, locale, width),
    duration: (seconds: number) => format.formatDuration(seconds, locale),
    bytes: (bytes: number) => format.formatBytes(bytes, locale),
    list: (items: string[]) => format.formatList(items, locale),
    /** Chinese sentences follow one another without a space. */
    sentences: (items: string[]) => items.join(locale === 'zh-CN' ? '' : ' '),
  }
}

/** Formatters bound to a language. */
export type Format = ReturnType<typeof bindFormat>
