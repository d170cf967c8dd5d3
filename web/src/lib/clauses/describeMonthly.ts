import type { Agreement, Monthly } from '@concordat/sdk/splits/terms/types.ts'
import { formatUnits } from 'viem'
import { type ClauseText, receivers, type Words } from './words.ts'

/** Puts a monthly clause into words. */
export function describeMonthly(clause: Monthly, index: number, terms: Agreement, words: Words): ClauseText {
  const { t, format } = words
  const to = receivers(clause.shares, clause.total, terms, words)
  const single = clause.shares.length === 1
  const amount = format.amount(clause.amount, words.asset)
  const metered = clause.perQuantity > 0n
  const rate = metered ? rateText(clause, words) : null
  const due =
    rate && clause.amount > 0n
      ? t('clause.monthly.dueBoth', { amount, ...rate })
      : rate
        ? t('clause.monthly.duePrice', rate)
        : t('clause.monthly.dueAmount', { amount })
  const sentences = [due, single ? t('clause.goesTo', { to }) : t('clause.sharedAs', { to })]
  sentences.push(
    clause.rateBps === 10_000
      ? t('clause.monthly.fromAll')
      : t('clause.monthly.fromPart', { rate: format.bps(clause.rateBps) }),
  )
  sentences.push(clause.carried ? t('clause.monthly.carried') : t('clause.monthly.dropped'))
  if (metered)
    sentences.push(t('clause.monthly.default', { quantity: quantityText(clause.defaultQuantity, clause, words) }))
  return {
    index,
    stage: 'monthly',
    title: rate ? t('clause.title.price', { unit: rate.unit }) : t('clause.title.amount'),
    sentences,
    shares: [...clause.shares],
    total: clause.total,
  }
}

function quantityText(quantity: bigint, clause: Monthly, words: Words): string {
  const meter = words.meterOf(clause.meter)
  const text = words.format.decimal(formatUnits(quantity, meter.decimals))
  const unit = meter.unit === words.t('clause.unit') ? words.t('clause.units') : meter.unit
  return `${text} ${unit}`
}

/** The price of one unit of the meter, exact even where it is a fraction of the currency's smallest unit. */
function rateText(clause: Monthly, words: Words) {
  const meter = words.meterOf(clause.meter)
  const perUnit = 10n ** BigInt(meter.decimals)
  const extra = 9
  const scaled = (clause.price * perUnit * 10n ** BigInt(extra)) / clause.perQuantity
  const decimals = words.asset.decimals + extra
  const text = formatUnits(scaled, decimals)
  const needed = Math.max(words.asset.decimals, text.split('.')[1]?.length ?? 0)
  const price = words.format.amount(scaled / 10n ** BigInt(decimals - needed), { ...words.asset, decimals: needed })
  return { price, unit: meter.unit, meter: meter.name }
}
