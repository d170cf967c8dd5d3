import { z } from 'zod'
import {
  account,
  amount,
  choice,
  dateOrTime,
  element,
  isoDateTime,
  ownedAccount,
  text,
  unread,
  yesNo,
} from './element.ts'

/** BankToCustomerStatementV08. */
export const camtNamespace = 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'

const side = z.enum(['CRDT', 'DBIT'])
const code = choice({ Cd: text(4), Prtry: text(35) })

const references = element({
  MsgId: text(35).optional(),
  AcctSvcrRef: text(35).optional(),
  PmtInfId: text(35).optional(),
  InstrId: text(35).optional(),
  EndToEndId: text(35).optional(),
  UETR: text(36).optional(),
  TxId: text(35).optional(),
  MndtId: text(35).optional(),
  ChqNb: text(35).optional(),
  ClrSysRef: text(35).optional(),
  AcctOwnrTxId: text(35).optional(),
  AcctSvcrTxId: text(35).optional(),
  MktInfrstrctrTxId: text(35).optional(),
  PrcgId: text(35).optional(),
  Prtry: unread.optional(),
})

const parties = element({
  InitgPty: unread.optional(),
  Dbtr: unread.optional(),
  DbtrAcct: account.optional(),
  UltmtDbtr: unread.optional(),
  Cdtr: unread.optional(),
  CdtrAcct: account.optional(),
  UltmtCdtr: unread.optional(),
  TradgPty: unread.optional(),
  Prtry: unread.optional(),
})

const structured = element({
  RfrdDocInf: unread.optional(),
  RfrdDocAmt: unread.optional(),
  CdtrRefInf: element({ Tp: unread.optional(), Ref: text(35).optional() }).optional(),
  Invcr: unread.optional(),
  Invcee: unread.optional(),
  TaxRmt: unread.optional(),
  GrnshmtRmt: unread.optional(),
  AddtlRmtInf: unread.optional(),
})

const remittance = element({ Ustrd: z.array(text(140)).optional(), Strd: z.array(structured).optional() })

const returned = element({
  OrgnlBkTxCd: unread.optional(),
  Orgtr: unread.optional(),
  Rsn: code.optional(),
  AddtlInf: unread.optional(),
})

const transaction = element({
  Refs: references.optional(),
  Amt: amount.optional(),
  CdtDbtInd: side.optional(),
  AmtDtls: unread.optional(),
  Avlbty: unread.optional(),
  BkTxCd: unread.optional(),
  Chrgs: unread.optional(),
  Intrst: unread.optional(),
  RltdPties: parties.optional(),
  RltdAgts: unread.optional(),
  LclInstrm: unread.optional(),
  Purp: unread.optional(),
  RltdRmtInf: unread.optional(),
  RmtInf: remittance.optional(),
  RltdDts: unread.optional(),
  RltdPric: unread.optional(),
  RltdQties: unread.optional(),
  FinInstrmId: unread.optional(),
  Tax: unread.optional(),
  RtrInf: returned.optional(),
  CorpActn: unread.optional(),
  SfkpgAcct: unread.optional(),
  CshDpst: unread.optional(),
  CardTx: unread.optional(),
  AddtlTxInf: unread.optional(),
  SplmtryData: unread.optional(),
})

const entry = element({
  NtryRef: text(35).optional(),
  Amt: amount,
  CdtDbtInd: side,
  RvslInd: yesNo.optional(),
  Sts: code,
  BookgDt: dateOrTime.optional(),
  ValDt: dateOrTime.optional(),
  AcctSvcrRef: text(35).optional(),
  Avlbty: unread.optional(),
  BkTxCd: unread.refine(value => value !== undefined, 'is missing'),
  ComssnWvrInd: unread.optional(),
  AddtlInfInd: unread.optional(),
  AmtDtls: unread.optional(),
  Chrgs: unread.optional(),
  TechInptChanl: unread.optional(),
  Intrst: unread.optional(),
  CardTx: unread.optional(),
  NtryDtls: z.array(element({ Btch: unread.optional(), TxDtls: z.array(transaction).optional() })).optional(),
  AddtlNtryInf: unread.optional(),
})

const balance = element({
  Tp: element({ CdOrPrtry: code, SubTp: code.optional() }),
  CdtLine: unread.optional(),
  Amt: amount,
  CdtDbtInd: side,
  Dt: dateOrTime,
  Avlbty: unread.optional(),
})

const statement = element({
  Id: text(35),
  StmtPgntn: unread.optional(),
  ElctrncSeqNb: unread.optional(),
  RptgSeq: unread.optional(),
  LglSeqNb: unread.optional(),
  CreDtTm: isoDateTime.optional(),
  FrToDt: element({ FrDtTm: isoDateTime, ToDtTm: isoDateTime }).optional(),
  CpyDplctInd: unread.optional(),
  RptgSrc: unread.optional(),
  Acct: ownedAccount,
  RltdAcct: unread.optional(),
  Intrst: unread.optional(),
  Bal: z.array(balance).min(1),
  TxsSummry: unread.optional(),
  Ntry: z.array(entry).default([]),
  AddtlStmtInf: unread.optional(),
})

const header = element({
  MsgId: text(35),
  CreDtTm: isoDateTime,
  MsgRcpt: unread.optional(),
  MsgPgntn: unread.optional(),
  OrgnlBizQry: unread.optional(),
  AddtlInf: unread.optional(),
})

/** Written from the published message definition; what is not read here is let through as it is. */
export const Camt053 = element({
  BkToCstmrStmt: element({ GrpHdr: header, Stmt: z.array(statement).min(1), SplmtryData: unread.optional() }),
})

export type CamtStatement = z.infer<typeof statement>
export type CamtEntry = z.infer<typeof entry>
export type CamtTransaction = z.infer<typeof transaction>
export type CamtBalance = z.infer<typeof balance>

/** The day in a date or a moment, as the bank counts days. */
export const dateIn = ({ Dt, DtTm }: { Dt?: string | undefined; DtTm?: string | undefined }): string =>
  Dt ?? (DtTm ?? '').slice(0, 10)
