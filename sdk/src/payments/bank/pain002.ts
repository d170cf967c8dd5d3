import { z } from 'zod'
import { account, amount, choice, element, isoDateTime, text, unread } from './element.ts'

/** CustomerPaymentStatusReportV10. */
export const reportNamespace = 'urn:iso:std:iso:20022:tech:xsd:pain.002.001.10'

const count = z.string().regex(/^\d{1,15}$/)
const sum = z.string().regex(/^\d{1,18}(\.\d{1,17})?$/)

/** Of an external code list, which the published definition leaves open. */
const status = text(4)

const reason = element({
  Orgtr: unread.optional(),
  Rsn: choice({ Cd: text(4), Prtry: text(35) }).optional(),
  AddtlInf: z.array(text(105)).optional(),
})
const reasons = z.array(reason).optional()

const original = element({
  IntrBkSttlmAmt: unread.optional(),
  Amt: choice({ InstdAmt: amount, EqvtAmt: unread }).optional(),
  IntrBkSttlmDt: unread.optional(),
  ReqdColltnDt: unread.optional(),
  ReqdExctnDt: unread.optional(),
  CdtrSchmeId: unread.optional(),
  SttlmInf: unread.optional(),
  PmtTpInf: unread.optional(),
  PmtMtd: unread.optional(),
  MndtRltdInf: unread.optional(),
  RmtInf: unread.optional(),
  UltmtDbtr: unread.optional(),
  Dbtr: unread.optional(),
  DbtrAcct: account.optional(),
  DbtrAgt: unread.optional(),
  DbtrAgtAcct: unread.optional(),
  CdtrAgt: unread.optional(),
  CdtrAgtAcct: unread.optional(),
  Cdtr: unread.optional(),
  CdtrAcct: account.optional(),
  UltmtCdtr: unread.optional(),
  Purp: unread.optional(),
})

const transfer = element({
  StsId: text(35).optional(),
  OrgnlInstrId: text(35).optional(),
  OrgnlEndToEndId: text(35).optional(),
  OrgnlUETR: text(36).optional(),
  TxSts: status.optional(),
  StsRsnInf: reasons,
  ChrgsInf: unread.optional(),
  AccptncDtTm: isoDateTime.optional(),
  FctvIntrBkSttlmDt: unread.optional(),
  AcctSvcrRef: text(35).optional(),
  ClrSysRef: text(35).optional(),
  OrgnlTxRef: original.optional(),
  SplmtryData: unread.optional(),
})

const payment = element({
  OrgnlPmtInfId: text(35),
  OrgnlNbOfTxs: count.optional(),
  OrgnlCtrlSum: sum.optional(),
  PmtInfSts: status.optional(),
  StsRsnInf: reasons,
  NbOfTxsPerSts: unread.optional(),
  TxInfAndSts: z.array(transfer).optional(),
})

const group = element({
  OrgnlMsgId: text(35),
  OrgnlMsgNmId: text(35),
  OrgnlCreDtTm: isoDateTime.optional(),
  OrgnlNbOfTxs: count.optional(),
  OrgnlCtrlSum: sum.optional(),
  GrpSts: status.optional(),
  StsRsnInf: reasons,
  NbOfTxsPerSts: unread.optional(),
})

const header = element({
  MsgId: text(35),
  CreDtTm: isoDateTime,
  InitgPty: unread.optional(),
  FwdgAgt: unread.optional(),
  DbtrAgt: unread.optional(),
  CdtrAgt: unread.optional(),
})

/** Written from the published message definition; what is not read here is let through as it is. */
export const Pain002 = element({
  CstmrPmtStsRpt: element({
    GrpHdr: header,
    OrgnlGrpInfAndSts: group,
    OrgnlPmtInfAndSts: z.array(payment).default([]),
    SplmtryData: unread.optional(),
  }),
})

export type ReportedPayment = z.infer<typeof payment>
export type ReportedTransfer = z.infer<typeof transfer>
export type ReportedReason = z.infer<typeof reason>
