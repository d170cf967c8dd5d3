import { ConcordatError } from '../../errors/concordatError.ts'
import { fromBankAmount } from './amounts.ts'
import { Pain002, type ReportedPayment, type ReportedReason, type ReportedTransfer } from './pain002.ts'
import type { BankEntry } from './statement.ts'

/** What a bank says of a transfer that it was told, before or instead of making it. */
export type TransferStatus = {
  /** What the debtor called the transfer, from end to end. */
  endToEndId: string
  /** Whether the bank takes it on; `waiting` when it does not say yet. */
  state: 'accepted' | 'rejected' | 'waiting'
  /** The bank's code for why it rejects it, and its words. */
  reason: string | null
  words: string
  /** What it repeats of the transfer: in the currency's minor unit, ISO 4217 code, IBANs; null where it does not. */
  amount: string | null
  currency: string | null
  creditor: string | null
  debtor: string | null
}

/** What a bank says of a file of transfers. */
export type TransferReport = {
  id: string
  /** The id of the file that it is about. */
  message: string
  /** The day it was made, YYYY-MM-DD. */
  date: string
  /** Why none of the file's transfers is made, those included that the report does not name; null otherwise. */
  rejection: { reason: string; words: string } | null
  transfers: TransferStatus[]
  /** Where in the file each transfer stands, by line. */
  lines: number[]
}

const accepted = new Set(['ACTC', 'ACCP', 'ACSP', 'ACSC', 'ACWC', 'ACWP', 'ACCC', 'ACFC'])
/** Never made: refused, or called back before. */
const rejected = new Set(['RJCT', 'CANC'])

/**
 * The report in a pain.002.001.10 message. Throws what is wrong with it.
 * @param body What the message holds below its `Document`.
 * @param lines Those on which its transfers begin.
 */
export function readReport(body: unknown, lines: number[]): TransferReport {
  const checked = Pain002.safeParse(body)
  if (!checked.success) {
    const [issue] = checked.error.issues
    throw new ConcordatError('ReportInvalid', { path: issue?.path.join('/') ?? '', message: issue?.message ?? '' })
  }
  const { GrpHdr, OrgnlGrpInfAndSts: group, OrgnlPmtInfAndSts: payments } = checked.data.CstmrPmtStsRpt
  const whole = [{ status: group.GrpSts, reasons: group.StsRsnInf }]
  // A file has one payment, so that it alone says the same.
  for (const { PmtInfSts, StsRsnInf } of payments) whole.push({ status: PmtInfSts, reasons: StsRsnInf })
  const refused = whole.filter(({ status }) => rejected.has(status ?? ''))
  const said = refused.find(({ reasons }) => reasons?.length) ?? refused[0]
  return {
    id: GrpHdr.MsgId,
    message: group.OrgnlMsgId,
    date: GrpHdr.CreDtTm.slice(0, 10),
    rejection: said ? { reason: reasonOf(said.reasons) ?? said.status ?? '', words: wordsOf(said.reasons) } : null,
    transfers: payments.flatMap(payment =>
      (payment.TxInfAndSts ?? []).map(each => statusOf(each, payment, group.GrpSts)),
    ),
    lines,
  }
}

function statusOf(
  transfer: ReportedTransfer,
  { PmtInfSts, StsRsnInf }: ReportedPayment,
  group: string | undefined,
): TransferStatus {
  const { OrgnlEndToEndId: endToEndId, OrgnlTxRef: original } = transfer
  const status = transfer.TxSts ?? PmtInfSts ?? group ?? ''
  const state = accepted.has(status) ? 'accepted' : rejected.has(status) ? 'rejected' : 'waiting'
  const reasons = transfer.StsRsnInf ?? StsRsnInf
  const money = original?.Amt?.InstdAmt
  return {
    endToEndId: endToEndId ?? '',
    state,
    reason: state === 'rejected' ? (reasonOf(reasons) ?? status) : null,
    words: wordsOf(reasons),
    amount: money ? fromBankAmount(money['#text'], money['@Ccy']).toString() : null,
    currency: money?.['@Ccy'] ?? null,
    creditor: original?.CdtrAcct?.Id.IBAN?.toUpperCase() ?? null,
    debtor: original?.DbtrAcct?.Id.IBAN?.toUpperCase() ?? null,
  }
}

function reasonOf(reasons: ReportedReason[] = []): string | undefined {
  const [code] = reasons.flatMap(({ Rsn }) => Rsn?.Cd ?? Rsn?.Prtry ?? [])
  return code
}

const wordsOf = (reasons: ReportedReason[] = []) =>
  reasons
    .flatMap(({ AddtlInf }) => AddtlInf ?? [])
    .join(' ')
    .slice(0, 500)

/** What a report says of a transfer, as an entry that moves nothing; undefined while it says nothing. */
export function entryOfStatus(
  { id, date }: Pick<TransferReport, 'id' | 'date'>,
  status: TransferStatus,
  currency: string,
): BankEntry | undefined {
  const { endToEndId, state, reason, amount, creditor } = status
  if (state === 'waiting') return undefined
  return {
    ...{ reference: `${id} ${endToEndId}`, isNamed: true, side: 'debit', status: state, date },
    ...{ amount: amount ?? '0', currency: status.currency ?? currency, endToEndId, creditor },
    returned: reason,
    remittance: status.words === '' ? [] : [status.words],
  }
}
