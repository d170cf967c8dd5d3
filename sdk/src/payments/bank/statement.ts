import type { z } from 'zod'
import { ConcordatError } from '../../errors/concordatError.ts'
import { fromBankAmount } from './amounts.ts'
import { Camt053, type CamtBalance, type CamtStatement, dateIn } from './camt053.ts'
import { entriesOf } from './entries.ts'

/** Money that moved in an account at a bank, or is about to, as the bank states it. */
export type BankEntry = {
  /** The bank's own name for it; one that follows from the content where the bank gave none. */
  reference: string
  isNamed: boolean
  side: 'credit' | 'debit'
  /** Only what is booked has moved. What a report on transfers says, `accepted` or `rejected`, is no entry of the account. */
  status: 'booked' | 'pending' | 'information' | 'accepted' | 'rejected'
  /** In the currency's minor unit, a decimal string; zero in a report that does not repeat it. */
  amount: string
  /** ISO 4217 code. */
  currency: string
  /** The day it was booked, YYYY-MM-DD. */
  date: string
  /** What the debtor called the transfer, from end to end. */
  endToEndId: string | null
  /** Why it came back, when it is an earlier transfer that does, or was rejected. */
  returned: string | null
  /** The IBAN it went to. */
  creditor: string | null
  /** What the payer wrote. */
  remittance: string[]
}

/** What a bank states of an account for some time. */
export type BankStatement = {
  id: string
  /** IBAN. */
  account: string
  currency: string
  /** The days that it states everything of; null where it is a part. */
  days: { from: string; to: string } | null
  /** The balance before and after, in the currency's minor unit, decimal strings; null where the statement is a part. */
  opening: string | null
  closing: string | null
  /** The day of the closing balance, YYYY-MM-DD. */
  closedOn: string
  entries: BankEntry[]
  /** The line of the file on which each of them begins. */
  lines: number[]
}

/**
 * The statements in a camt.053.001.08 message. Throws what is wrong with it; amounts that do not add up are.
 * @param body What the message holds below its `Document`.
 * @param lines Those on which its entries begin.
 */
export function readStatementsIn(body: unknown, lines: number[]): BankStatement[] {
  const checked = Camt053.safeParse(body)
  if (!checked.success) {
    const [issue] = checked.error.issues
    throw new ConcordatError('StatementInvalid', { path: issue?.path.join('/') ?? '', message: describe(issue) })
  }
  let before = 0
  return checked.data.BkToCstmrStmt.Stmt.map(statement => {
    const own = lines.slice(before, before + statement.Ntry.length)
    before += statement.Ntry.length
    return readStatement(statement, own)
  })
}

/** The innermost problem: of alternatives, the first that was tried. */
function describe(issue: z.core.$ZodIssue | undefined): string {
  return issue ? issue.message : 'it is not of the published form'
}

function readStatement(given: CamtStatement, lines: number[]): BankStatement {
  const { Id: id, Acct, Bal } = given
  const account = Acct.Id.IBAN?.toUpperCase()
  if (account === undefined) throw new ConcordatError('StatementWithoutIban', { id })
  const currency = Acct.Ccy ?? Bal[0]?.Amt['@Ccy'] ?? ''
  const amounts = [...Bal, ...given.Ntry].map(({ Amt }) => Amt['@Ccy'])
  const other = amounts.find(each => each !== currency)
  if (other !== undefined)
    throw new ConcordatError('StatementCurrencyDiffers', { id, given: other, expected: currency })

  const found = entriesOf(given, currency)
  const entries = found.map(({ entry }) => entry)
  const opening = balanceOf(given, ['OPBD', 'PRCD'])
  const closing = balanceOf(given, ['CLBD'])
  const moved = entries.filter(({ status }) => status === 'booked').reduce((sum, entry) => sum + signed(entry), 0n)
  if (opening && closing && opening.amount + moved !== closing.amount)
    throw new ConcordatError('StatementSumDiffers', { id, given: opening.amount + moved, expected: closing.amount })
  const isWhole = opening?.isFinal === true && closing?.isFinal === true
  return {
    ...{ id, account, currency, entries, lines: found.map(({ at }) => lines[at] ?? 0) },
    days: isWhole ? daysOf(given, closing.date) : null,
    opening: opening?.isFinal ? opening.amount.toString() : null,
    closing: closing?.isFinal ? closing.amount.toString() : null,
    closedOn: closing?.date ?? dateIn((Bal.at(-1) as CamtBalance).Dt),
  }
}

const signed = ({ side, amount }: Pick<BankEntry, 'side' | 'amount'>) =>
  side === 'credit' ? BigInt(amount) : -BigInt(amount)

function balanceOf({ Bal }: CamtStatement, codes: string[]) {
  for (const code of codes) {
    const found = Bal.find(({ Tp }) => Tp.CdOrPrtry.Cd === code)
    if (!found) continue
    const amount = fromBankAmount(found.Amt['#text'], found.Amt['@Ccy'])
    const isFinal = found.Tp.SubTp?.Cd !== 'INTM'
    return { amount: found.CdtDbtInd === 'CRDT' ? amount : -amount, isFinal, date: dateIn(found.Dt) }
  }
  return undefined
}

/** The days of which it states everything: the last one only when it goes on until its end. */
function daysOf({ FrToDt }: CamtStatement, closedOn: string): BankStatement['days'] {
  if (!FrToDt) return { from: closedOn, to: closedOn }
  const { FrDtTm, ToDtTm } = FrToDt
  const from = FrDtTm.slice(11, 16) === '00:00' ? FrDtTm.slice(0, 10) : dayAfter(FrDtTm.slice(0, 10), 1)
  const last = ToDtTm.slice(0, 10)
  const to = ToDtTm.slice(11, 16) === '23:59' ? last : dayAfter(last, -1)
  return from <= to ? { from, to } : null
}

const dayAfter = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
