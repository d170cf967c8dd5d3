import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { invalid } from '../http/error.ts'

const codes = new Set(
  `aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny cop crc
  cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl hrk htg huf idr ils inr isk jmd jod jpy kes
  kgs khr kmf krw kwd kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd
  omr pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sll sos srd std szl thb tjs tnd top try ttd
  twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd xof xpf yer zar zmw xts`.split(/\s+/),
)

/** The processor's currencies in lower case, and xts, ISO 4217's code for tests. */
export function isCurrency(code: string): boolean {
  return codes.has(code)
}

// Where Stripe's smallest unit is not the one of ISO 4217: two have lost their hundredths but keep them in the API, and the
// ariary of five iraimbilanja is counted whole.
const own: Record<string, number> = { isk: 2, ugx: 2, mga: 0 }

/** How many decimals the API's smallest unit has. */
export function decimalsOf(currency: string): number {
  return own[currency] ?? currencyDecimals(currency.toUpperCase())
}

// Amounts have to be whole multiples of this where the money behind them is coarser than the API's unit.
const steps: Record<string, number> = { isk: 100, ugx: 100, bhd: 10, jod: 10, kwd: 10, omr: 10, tnd: 10 }
const payoutSteps: Record<string, number> = { ...steps, huf: 100, twd: 100 }

const largest: Record<string, number> = {
  cop: 9_999_999_999,
  huf: 9_999_999_999,
  idr: 999_999_999_999,
  jpy: 9_999_999_999,
}

/** Throws when the processor does not move this amount of this currency. */
export function checkAmount(amount: number, currency: string, kind: 'payment' | 'payout', param = 'amount'): void {
  const step = (kind === 'payout' ? payoutSteps : steps)[currency] ?? 1
  if (amount % step !== 0)
    throw invalid(`The amount must be a multiple of ${step} in ${currency}, given ${amount}.`, { param })
  const limit = largest[currency] ?? 99_999_999
  if (kind === 'payment' && amount > limit)
    throw invalid(`The amount must be no more than ${formatAmount(limit, currency)}.`, {
      code: 'amount_too_large',
      param,
    })
}

/** For people: `12.34 USD`. */
export function formatAmount(amount: number, currency: string): string {
  const decimals = decimalsOf(currency)
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, ',')
  const part = decimals === 0 ? '' : `.${digits.slice(-decimals)}`
  return `${amount < 0 ? '-' : ''}${whole}${part} ${currency.toUpperCase()}`
}
