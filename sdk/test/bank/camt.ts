import { camtNamespace } from '../../src/payments/bank/camt053.ts'
import { writeMessage } from '../../src/payments/bank/xml.ts'

/** An entry as a bank writes it; amounts as decimals. */
export type WrittenEntry = {
  reference?: string | undefined
  amount: string
  side?: 'CRDT' | 'DBIT'
  status?: string
  date: string
  currency?: string
  reversal?: boolean
  /** The transfers it is about; one with nothing more to say where left out. */
  details?: WrittenDetails[]
}

export type WrittenDetails = {
  reference?: string
  amount?: string
  endToEndId?: string
  creditor?: string
  /** Free text, or a creditor reference. */
  text?: string
  creditorReference?: string
  returned?: string
}

export type WrittenStatement = {
  id?: string
  account: string
  currency?: string
  opening?: string
  /** What the entries lead to where left out. */
  closing?: string
  from?: string
  to?: string
  entries: WrittenEntry[]
}

const day = (date: string) => ({ Dt: date })
const cents = (amount: string) => BigInt(amount.replace('.', ''))
const decimals = (amount: bigint) => {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** A camt.053.001.08 file of some statements, in a currency of two decimals. */
export function writeCamt(...statements: WrittenStatement[]): string {
  return writeMessage(camtNamespace, {
    BkToCstmrStmt: {
      GrpHdr: { MsgId: 'CAMT-1', CreDtTm: '2026-03-02T06:00:00' },
      Stmt: statements.map(statementOf),
    },
  })
}

function statementOf({ id = 'S-1', account, currency = 'EUR', opening = '0.00', ...given }: WrittenStatement) {
  const { entries, from = entries[0]?.date ?? '2026-03-01', to = entries.at(-1)?.date ?? from } = given
  const booked = entries.filter(({ status = 'BOOK' }) => status === 'BOOK')
  const sum = booked.reduce((all, { side = 'CRDT', amount }) => all + (side === 'CRDT' ? 1n : -1n) * cents(amount), 0n)
  const closing = given.closing ?? decimals(cents(opening) + sum)
  const balance = (code: string, amount: string, on: string) => ({
    Tp: { CdOrPrtry: { Cd: code } },
    Amt: { '#text': amount, '@Ccy': currency },
    CdtDbtInd: cents(opening) + sum < 0n && code === 'CLBD' ? 'DBIT' : 'CRDT',
    Dt: day(on),
  })
  return {
    Id: id,
    ElctrncSeqNb: '1',
    CreDtTm: '2026-03-02T06:00:00',
    FrToDt: { FrDtTm: `${from}T00:00:00`, ToDtTm: `${to}T23:59:59` },
    Acct: { Id: { IBAN: account }, Ccy: currency },
    Bal: [balance('OPBD', opening, from), balance('CLBD', closing, to)],
    ...(entries.length > 0 ? { Ntry: entries.map(entry => entryOf(entry, currency)) } : {}),
  }
}

function entryOf({ reference, amount, side = 'CRDT', status = 'BOOK', date, ...given }: WrittenEntry, own: string) {
  const { currency = own, reversal, details = [] } = given
  return {
    NtryRef: '1',
    Amt: { '#text': amount, '@Ccy': currency },
    CdtDbtInd: side,
    ...(reversal ? { RvslInd: 'true' } : {}),
    Sts: { Cd: status },
    BookgDt: day(date),
    ValDt: day(date),
    ...(reference === undefined ? {} : { AcctSvcrRef: reference }),
    BkTxCd: { Domn: { Cd: 'PMNT', Fmly: { Cd: side === 'CRDT' ? 'RCDT' : 'ICDT', SubFmlyCd: 'ESCT' } } },
    ...(details.length > 0 ? { NtryDtls: [{ TxDtls: details.map(each => detailsOf(each, currency)) }] } : {}),
  }
}

function detailsOf(given: WrittenDetails, currency: string) {
  const { reference, amount, endToEndId, creditor, text, creditorReference, returned } = given
  const remittance = {
    ...(text === undefined ? {} : { Ustrd: [text] }),
    ...(creditorReference === undefined ? {} : { Strd: [{ CdtrRefInf: { Ref: creditorReference } }] }),
  }
  return {
    Refs: {
      ...(reference === undefined ? {} : { AcctSvcrRef: reference }),
      EndToEndId: endToEndId ?? 'NOTPROVIDED',
    },
    ...(amount === undefined ? {} : { Amt: { '#text': amount, '@Ccy': currency } }),
    ...(creditor === undefined ? {} : { RltdPties: { CdtrAcct: { Id: { IBAN: creditor } } } }),
    ...(Object.keys(remittance).length > 0 ? { RmtInf: remittance } : {}),
    ...(returned === undefined ? {} : { RtrInf: { Rsn: { Cd: returned } } }),
  }
}
