import type { Hex } from 'viem'
import { currencyDecimals } from '../../currencies.ts'
import { ConcordatError } from '../../errors/concordatError.ts'
import { ledgerId, seriesOf, splitLedgerId } from '../../ids.ts'
import { type ProcessorAccount, processorName, Reserve } from '../../payments/processor.ts'
import type { TermsContext } from './context.ts'
import type { FilledTermsFile } from './file.ts'
import { attempt, type Report } from './problems.ts'
import { formatRate, parseRate } from './shares.ts'
import { formatDuration, parseDuration } from './times.ts'

type StatedProcessor = Exclude<FilledTermsFile['processor'], string | undefined>
type Money = { id: bigint; decimals: number; processor?: ProcessorAccount }

/** The units that are shared: those of a currency at a processor account, or any asset. */
export function readMoney(file: FilledTermsFile, context: TermsContext, quorum: Hex, report: Report): Money {
  const path = moneyPath(file)
  const fallback = { id: 1n, decimals: file.decimals ?? currencyDecimals(file.currency ?? 'XTS') }
  const money = attempt(report, path, () => assetOf(file, context), fallback)
  const processor = attempt(report, 'processor', () => processorOf(file, context), undefined)
  const { currency } = file
  if (!processor || currency === undefined || money === fallback) return money
  // Whoever issues the currency issues it for every processor account.
  const { issuer } = splitLedgerId(money.id)
  return { ...money, id: ledgerId(seriesOf(quorum, currency, processorName(processor)), issuer), processor }
}

/** Where terms name their money; without any they should name a currency. */
export const moneyPath = ({ currency, asset }: Pick<FilledTermsFile, 'currency' | 'asset'>) =>
  currency === undefined && asset !== undefined ? 'asset' : 'currency'

function assetOf(file: FilledTermsFile, context: TermsContext): Money {
  if (file.currency !== undefined) {
    const known = context.currencies?.[file.currency]
    if (!known) throw new ConcordatError('CurrencyUnknown', { given: file.currency })
    return known
  }
  const { asset, decimals } = file
  if (asset === undefined || decimals === undefined) throw new ConcordatError('MoneyMissing')
  if (!/^(0x[0-9a-fA-F]{1,64}|\d{1,78})$/.test(asset)) throw new ConcordatError('AssetUnreadable', { given: asset })
  return { id: BigInt(asset), decimals }
}

function processorOf({ processor, currency }: FilledTermsFile, context: TermsContext): ProcessorAccount | undefined {
  if (processor === undefined) return undefined
  if (currency === undefined) throw new ConcordatError('ProcessorWithoutCurrency')
  if (typeof processor === 'string') {
    const known = context.processors?.[processor]
    if (!known) throw new ConcordatError('ProcessorNameUnknown', { given: processor })
    return known
  }
  return parseProcessor(processor)
}

/** The account as the terms state it in full; throws ReserveOutOfRange. */
export function parseProcessor({ rail, account, reserve }: StatedProcessor): ProcessorAccount {
  if (!reserve) return { rail, account }
  const parsed = Reserve.safeParse({ rateBps: parseRate(reserve.rate), duration: parseDuration(reserve.duration) })
  if (!parsed.success) throw new ConcordatError('ReserveOutOfRange', reserve)
  return { rail, account, reserve: parsed.data }
}

/** The account as a terms file writes it. */
export function formatProcessor({ rail, account, reserve }: ProcessorAccount) {
  if (!reserve) return { rail, account }
  const { rateBps, duration } = reserve
  return { rail, account, reserve: { rate: formatRate(rateBps), duration: formatDuration(duration) } }
}
