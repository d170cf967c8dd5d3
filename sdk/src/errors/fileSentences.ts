type Sentences = Record<string, (args: Record<string, unknown>) => string>

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  boolean: 'a yes or no',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}
const listOf = (choices: unknown) => (Array.isArray(choices) ? choices : []).map(each => `"${each}"`).join(', ')
const kindOf = (kind: unknown) => kinds[String(kind)] ?? String(kind)

/** Why a terms file, a row or an id is refused before anything reaches the chain. */
export const fileSentences: Sentences = {
  TermsRefused: a => {
    const problems = Array.isArray(a.problems) ? (a.problems as { path: string; message: string }[]) : []
    const lines = problems.map(problem => `${problem.path}: ${problem.message}`)
    return `The terms have ${problems.length} problem${problems.length === 1 ? '' : 's'}. ${lines.join(' ')}`.trim()
  },
  TermsUnreadable: () => 'These bytes are not the terms of an agreement.',
  FieldUnreadable: a => `${a.message}`,
  FieldMissing: () => 'The terms do not say this yet; state it.',
  FieldTooLong: a => `This has ${a.given} characters; shorten it to at most ${a.limit}.`,
  FieldTypeWrong: a => `Here stands ${kindOf(a.given)} where ${kindOf(a.expected)} is needed; write it that way.`,
  FieldNotAChoice: a => `"${a.given}" cannot be chosen here; choose one of ${listOf(a.expected)}.`,
  FieldUnknown: a => `The terms file has no field "${a.given}" here; correct its name or remove it.`,
  AmountUnreadable: a =>
    `"${a.given}" is no amount with at most ${a.decimals} decimals; write it like "1,500.00", without a sign.`,
  AmountTooLarge: a => `The amount "${a.given}" is larger than the ledger can hold.`,
  RateUnreadable: a =>
    `"${a.given}" is no rate; write a percentage of at most 100 % with at most two decimals, like "60%".`,
  ShareUnreadable: a => `"${a.given}" is no share; write a whole weight like 7 or a percentage like "12.5%".`,
  SharesMixed: a => `Clause "${a.clause}" mixes weights and percentages; use one of them for all receivers.`,
  WholeNumberNeeded: a => `"${a.given}" is a fraction where a whole number is needed; round it yourself.`,
  PriceTooFine: a => `The price "${a.given}" has more decimals than can be stated exactly; use at most 9.`,
  TimeUnreadable: a => `"${a.given}" is neither a date like "2026-01-31" nor a duration like "P90D".`,
  DurationUnreadable: a => `"${a.given}" is no duration; write days, hours or weeks like "P15D" or "PT12H".`,
  MonthUnreadable: a => `"${a.given}" is no month; write it like "2025-11".`,
  TimezoneUnreadable: a => `"${a.given}" is no UTC offset; write it like "+08:00".`,
  NameUnknown: a => `"${a.given}" is neither a party nor a register of these terms; list it or correct the name.`,
  NameTwice: a => `The name "${a.given}" is used twice; names must differ.`,
  AccountMissing: a => `Nobody gave an account for "${a.given}"; write it into the file or choose one.`,
  AccountUnreadable: a => `"${a.given}" is no account address; copy all 42 characters.`,
  HashUnreadable: a => `"${a.given}" is no 32-byte id; copy all 66 characters.`,
  BusinessUnknown: a => `No business is called "${a.given}"; register it first or write its id.`,
  QuorumNameUnknown: a => `No quorum is called "${a.given}"; write its id or choose one.`,
  CurrencyUnknown: a => `Nobody issues the currency "${a.given}" here; name another or write the asset's id.`,
  CurrencyNotACode: a => `"${a.given}" is no currency code; write three capital letters like "XTS".`,
  AssetUnreadable: a => `"${a.given}" is no Ledger id; write it as a number or in hexadecimal.`,
  LimitZero: a => `The limit of clause "${a.clause}" is zero, so it would never be paid; raise it or leave it out.`,
  NothingDue: a => `Monthly clause "${a.clause}" has neither an amount nor a price, so nothing is ever due; state one.`,
  PriceNotPerUnit: () => 'The price is not stated per unit, so a terms file cannot hold it.',
  ProcessorNameUnknown: a =>
    `No processor account is called "${a.given}"; connect it first, or write its rail and account.`,
  ProcessorAccountInvalid: a =>
    `"${a.given}" is no account of its rail; write it like "acct_1a2b3c" or "DE89370400440532013000".`,
  ProcessorWithoutCurrency: () => 'The terms name a processor account but no currency; state the currency it receives.',
  ReserveOutOfRange: a =>
    `A reserve of ${a.rate} for ${a.duration} cannot be kept; state a part of up to 100 % and a time, like "5%" and "P90D".`,
  AmountTooFine: a => `The processor does not take ${a.given} of the smallest unit of ${a.currency}; round it.`,
  TaxRateMissing: () => 'The terms say that tax plays a part, but not which; state the tax and its rate.',
  TaxRateUnused: () => 'The terms state a rate of tax and say that there is none; correct one of the two.',
  BasisMissing: () =>
    'The terms do not say who bears the processor’s fees and what tax is in the amounts; state the basis.',
  MoneyMissing: () => 'The terms name no money; state a currency, or an asset with its decimals.',
  ContinuesUnknown: a => `The amended version has no clause "${a.given}" to continue; correct the name.`,
  SeriesOutOfRange: a => `The series ${a.given} does not fit into 96 bits.`,
  RowConflict: a =>
    `The ${a.kind} "${a.id}" round ${a.round} is already recorded with other content; a correction needs the next round.`,
  RowSignature: a => `The signature of row ${a.seq} does not match its content and key.`,
  UnitUnknown: a => `The unit "${a.given}" of meter "${a.meter}" is not the unit of the terms, "${a.expected}".`,
}
