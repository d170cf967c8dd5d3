import { reportNamespace } from '../../src/payments/bank/pain002.ts'
import { writeMessage } from '../../src/payments/bank/xml.ts'

/** What a bank says of a transfer; a reason goes with a rejection. */
export type WrittenStatus = {
  endToEndId: string
  status?: string
  reason?: string
  words?: string
  /** What it repeats of the transfer. */
  amount?: string
  creditor?: string
  debtor?: string
}

export type WrittenReport = {
  id?: string
  /** The file that it is about. */
  message: string
  currency?: string
  date?: string
  /** Of the file as a whole. */
  status?: string
  reason?: string
  transfers?: WrittenStatus[]
}

const reasonsOf = (reason?: string, words?: string) =>
  reason === undefined
    ? {}
    : { StsRsnInf: [{ Rsn: { Cd: reason }, ...(words === undefined ? {} : { AddtlInf: [words] }) }] }

/** A pain.002.001.10 file. */
export function writeReport({ id = 'PSR-1', message, currency = 'XTS', date = '2026-03-01', ...given }: WrittenReport) {
  const { status, reason, transfers = [] } = given
  const TxInfAndSts = transfers.map(each => ({
    OrgnlEndToEndId: each.endToEndId,
    TxSts: each.status ?? 'RJCT',
    ...reasonsOf(each.reason, each.words),
    ...originalOf(each, currency),
  }))
  return writeMessage(reportNamespace, {
    CstmrPmtStsRpt: {
      GrpHdr: { MsgId: id, CreDtTm: `${date}T11:00:00` },
      OrgnlGrpInfAndSts: {
        ...{ OrgnlMsgId: message, OrgnlMsgNmId: 'pain.001.001.09' },
        ...(status === undefined ? {} : { GrpSts: status }),
        ...reasonsOf(reason),
      },
      ...(transfers.length > 0 ? { OrgnlPmtInfAndSts: [{ OrgnlPmtInfId: message, TxInfAndSts }] } : {}),
    },
  })
}

function originalOf({ amount, creditor, debtor }: WrittenStatus, currency: string) {
  if (amount === undefined && creditor === undefined && debtor === undefined) return {}
  return {
    OrgnlTxRef: {
      ...(amount === undefined ? {} : { Amt: { InstdAmt: { '#text': amount, '@Ccy': currency } } }),
      ...(debtor === undefined ? {} : { DbtrAcct: { Id: { IBAN: debtor } } }),
      ...(creditor === undefined ? {} : { CdtrAcct: { Id: { IBAN: creditor } } }),
    },
  }
}
