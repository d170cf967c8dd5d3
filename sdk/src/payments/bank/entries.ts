import { keccak256, stringToHex } from 'viem'
import { ConcordatError } from '../../errors/concordatError.ts'
import { fromBankAmount } from './amounts.ts'
import { type CamtEntry, type CamtStatement, type CamtTransaction, dateIn } from './camt053.ts'
import type { BankEntry } from './statement.ts'

const sides = { CRDT: 'credit', DBIT: 'debit' } as const
const statuses: Record<string, BankEntry['status']> = { BOOK: 'booked', PDNG: 'pending' }

/** What a statement says has moved, and by which of its entries; one that sums several transfers up is each of them. */
export function entriesOf({ Id: id, Ntry }: CamtStatement, currency: string): { entry: BankEntry; at: number }[] {
  const counts = new Map<string, number>()
  const name = ({ reference, ...found }: Found): BankEntry => {
    if (reference !== undefined) return { reference, isNamed: true, ...found }
    // The same in two statements is the same; two that are the same in one are two.
    const content = JSON.stringify(found)
    const count = (counts.get(content) ?? 0) + 1
    counts.set(content, count)
    return { reference: keccak256(stringToHex(`${content} ${count}`)).slice(2, 37), isNamed: false, ...found }
  }
  return Ntry.flatMap((each, at) => divide(each, currency, id).map(found => ({ entry: name(found), at })))
}

type Found = Omit<BankEntry, 'reference' | 'isNamed'> & { reference: string | undefined }

function divide(entry: CamtEntry, currency: string, statement: string): Found[] {
  const transactions = (entry.NtryDtls ?? []).flatMap(({ TxDtls }) => TxDtls ?? [])
  const [first, second] = transactions
  const booked = entry.BookgDt ?? entry.ValDt
  if (!booked)
    throw new ConcordatError('EntryWithoutDate', { id: statement, given: entry.AcctSvcrRef ?? entry.NtryRef })
  const base = {
    side: sides[entry.CdtDbtInd],
    status: statuses[entry.Sts.Cd ?? ''] ?? ('information' as const),
    amount: fromBankAmount(entry.Amt['#text'], currency).toString(),
    currency,
    date: dateIn(booked),
  }
  const isReversal = entry.RvslInd === 'true' || entry.RvslInd === '1'
  const reference = entry.AcctSvcrRef ?? (second ? undefined : (first?.Refs?.AcctSvcrRef ?? first?.Refs?.TxId))
  const whole: Found = { ...base, reference, ...detailsOf(second ? undefined : first, isReversal) }
  if (!second) return [whole]
  const parts = transactions.map((transaction, i): Found | undefined => {
    const amount = transaction.Amt
    if (amount?.['@Ccy'] !== currency) return undefined
    return {
      ...base,
      side: sides[transaction.CdtDbtInd ?? entry.CdtDbtInd],
      amount: fromBankAmount(amount['#text'], currency).toString(),
      reference: entry.AcctSvcrRef === undefined ? ownReference(transaction) : `${entry.AcctSvcrRef}/${i + 1}`,
      ...detailsOf(transaction, isReversal),
    }
  })
  const found = parts.filter(part => part !== undefined)
  const sum = found.reduce((all, { side, amount }) => all + (side === base.side ? 1n : -1n) * BigInt(amount), 0n)
  // Parts that do not make up the whole say nothing certain: the entry stays one.
  return found.length === parts.length && sum === BigInt(base.amount) ? found : [whole]
}

const ownReference = ({ Refs }: CamtTransaction) => Refs?.AcctSvcrRef ?? Refs?.TxId

function detailsOf(transaction: CamtTransaction | undefined, isReversal: boolean) {
  const { Refs, RltdPties, RmtInf, RtrInf } = transaction ?? {}
  const reason = RtrInf?.Rsn?.Cd ?? RtrInf?.Rsn?.Prtry
  const structured = (RmtInf?.Strd ?? []).flatMap(({ CdtrRefInf }) => CdtrRefInf?.Ref ?? [])
  return {
    endToEndId: Refs?.EndToEndId ?? null,
    returned: reason ?? (RtrInf ? 'returned' : isReversal ? 'reversed' : null),
    creditor: RltdPties?.CdtrAcct?.Id.IBAN?.toUpperCase() ?? null,
    remittance: [...structured, ...(RmtInf?.Ustrd ?? [])],
  }
}
