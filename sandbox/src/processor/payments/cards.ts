/** What becomes of a payment by a test card. */
export type CardOutcome =
  | { kind: 'succeeds' }
  | { kind: 'declined'; code: string; decline?: string }
  | { kind: 'disputed'; reason: string; inquiry?: boolean }
  | { kind: 'refundFails' }
  | { kind: 'refundPends' }
  | { kind: 'settlesAtOnce' }

export type TestCard = {
  number: string
  brand: string
  country: string
  funding: 'credit' | 'debit'
  outcome: CardOutcome
}

const brands: [RegExp, string][] = [
  [/^3[47]/, 'amex'],
  [/^3[0689]/, 'diners'],
  [/^35/, 'jcb'],
  [/^4/, 'visa'],
  [/^(5[1-5]|2[2-7])/, 'mastercard'],
  [/^(62|81)/, 'unionpay'],
  [/^6/, 'discover'],
]

const good = { kind: 'succeeds' } as const
const declined = (decline: string): CardOutcome => ({ kind: 'declined', code: 'card_declined', decline })
const refused = (code: string): CardOutcome => ({ kind: 'declined', code })

// The processor's test numbers, with the names of their payment methods after "pm_card_".
const rows: [number: string, names: string, outcome: CardOutcome, country?: string, funding?: 'debit'][] = [
  ['4242424242424242', 'visa us', good],
  ['4000056655665556', 'visa_debit', good, 'US', 'debit'],
  ['5555555555554444', 'mastercard', good],
  ['5200828282828210', 'mastercard_debit', good, 'US', 'debit'],
  ['378282246310005', 'amex', good],
  ['6011111111111117', 'discover', good],
  ['3056930009020004', 'diners', good],
  ['3566002020360505', 'jcb', good, 'JP'],
  ['6200000000000005', 'unionpay', good, 'CN'],
  ['4000001560000002', 'cn', good, 'CN'],
  ['4000003440000004', 'hk', good, 'HK'],
  ['4000003920000003', 'jp', good, 'JP'],
  ['4000007020000003', 'sg', good, 'SG'],
  ['4000002760000016', 'de', good, 'DE'],
  ['4000002500000003', 'fr', good, 'FR'],
  ['4000008260000000', 'gb', good, 'GB'],
  ['4000000000000077', 'bypassPending', { kind: 'settlesAtOnce' }],
  ['4000000000000002', 'chargeDeclined visa_chargeDeclined', declined('generic_decline')],
  [
    '4000000000009995',
    'chargeDeclinedInsufficientFunds visa_chargeDeclinedInsufficientFunds',
    declined('insufficient_funds'),
  ],
  ['4000000000009987', 'chargeDeclinedLostCard visa_chargeDeclinedLostCard', declined('lost_card')],
  ['4000000000009979', 'chargeDeclinedStolenCard visa_chargeDeclinedStolenCard', declined('stolen_card')],
  [
    '4000000000006975',
    'chargeDeclinedVelocityLimitExceeded visa_chargeDeclinedVelocityLimitExceeded',
    declined('card_velocity_exceeded'),
  ],
  ['4100000000000019', 'radarBlock', declined('fraudulent')],
  ['4000000000000341', 'chargeCustomerFail', declined('generic_decline')],
  ['4000000000000069', 'chargeDeclinedExpiredCard visa_chargeDeclinedExpiredCard', refused('expired_card')],
  ['4000000000000127', 'chargeDeclinedIncorrectCvc visa_chargeDeclinedIncorrectCvc', refused('incorrect_cvc')],
  ['4000000000000119', 'chargeDeclinedProcessingError visa_chargeDeclinedProcessingError', refused('processing_error')],
  ['4242424242424241', '', refused('incorrect_number')],
  ['4000000000000259', 'createDispute', { kind: 'disputed', reason: 'fraudulent' }],
  ['4000000000002685', 'createDisputeProductNotReceived', { kind: 'disputed', reason: 'product_not_received' }],
  ['4000000000001976', 'createDisputeInquiry', { kind: 'disputed', reason: 'fraudulent', inquiry: true }],
  ['4000000000005126', 'refundFail', { kind: 'refundFails' }],
  ['4000000000007726', 'pendingRefund', { kind: 'refundPends' }],
]

type NamedCard = TestCard & { names: string[] }

export const testCards = rows.map(
  ([number, names, outcome, country = 'US', funding]): NamedCard => ({
    number,
    brand: brandOf(number),
    country,
    funding: funding ?? 'credit',
    names: names.split(' ').filter(name => name !== ''),
    outcome,
  }),
)

/** The card of that number; of one that is no test card, nobody knows anything but that it is declined. */
export function cardOf(number: string): TestCard {
  const card = testCards.find(card => card.number === number)
  const outcome = declined('test_mode_live_card')
  return card ?? { number, brand: brandOf(number), country: 'US', funding: 'credit', outcome }
}

/** The number behind `pm_card_visa` and its like, or `tok_visa` and its like. */
export function numberOfToken(token: string): string | undefined {
  const name = /^(?:pm_card|tok)_(\w+)$/.exec(token)?.[1]
  return name === undefined ? undefined : testCards.find(card => card.names.includes(name))?.number
}

function brandOf(number: string): string {
  return brands.find(([pattern]) => pattern.test(number))?.[1] ?? 'unknown'
}

const sentences: Record<string, string> = {
  card_declined: 'Your card was declined.',
  insufficient_funds: 'Your card has insufficient funds.',
  card_velocity_exceeded: 'Your card was declined for making repeated attempts too often or exceeding its limit.',
  test_mode_live_card: 'Your card was declined. Only test cards are known here.',
  expired_card: 'Your card has expired.',
  incorrect_cvc: "Your card's security code is incorrect.",
  incorrect_number: 'Your card number is incorrect.',
  processing_error: 'An error occurred while processing your card. Try again in a little bit.',
}

/** What the payer is told. */
export function declineMessage(code: string, decline: string | undefined): string {
  return sentences[decline ?? code] ?? sentences[code] ?? 'Your card was declined.'
}
