import { describeBasis } from '@concordat/sdk/splits/terms/basis.ts'
import { createFormat, type Format, type Language } from '../pdf/format.ts'
import { type Column, createPaper, type Paper } from '../pdf/paper.ts'
import type { Later, Receipt } from './readReceipt.ts'
import { receiptWords } from './words.ts'

/** A receipt as PDF, in the reader's language. */
export async function printReceipt(receipt: Receipt, language: Language): Promise<Buffer> {
  const t = receiptWords[language]
  const format = createFormat(language, receipt.utcOffsetMinutes)
  const { number, business, unit, processor } = receipt
  const paper = await createPaper({
    title: `${t.title} ${number}`,
    language,
    footer: `${business.name} · ${t.title} ${number}`,
    pageText: (page, pages) => t.page(format.number(page), format.number(pages)),
  })
  paper.title(`${t.title} ${number}`, business.name)
  paper.facts([
    [t.date, format.day(receipt.date)],
    [t.amount, format.amount(receipt.amount, unit)],
    [t.payer, receipt.payer],
    [t.business, [business.name, business.project].filter(Boolean).join(' · ')],
    ...(receipt.purpose ? ([[t.purpose, receipt.purpose]] as [string, string][]) : []),
    [t.payment, receipt.payment],
    [t.processor, `${processor.rail === 'bank' ? t.bank : t.stripe} · ${processor.account}`],
  ])
  printBasis(paper, receipt, language)
  await printLater(paper, receipt, language, format)
  printProof(paper, receipt, language, format)
  paper.note(t.note)
  return paper.finish()
}

function printBasis(paper: Paper, { basis }: Receipt, language: Language): void {
  const t = receiptWords[language]
  paper.heading(t.basis)
  if (!basis) {
    paper.note(basis === null ? t.basisMissing : t.basisUnknown)
    return
  }
  const said = describeBasis(basis, language)
  paper.facts([
    [t.fees, said.fees],
    [t.tax, said.tax],
  ])
}

async function printLater(paper: Paper, { later, amount, unit }: Receipt, language: Language, format: Format) {
  const t = receiptWords[language]
  paper.heading(t.later)
  if (later.length === 0) {
    paper.note(t.laterNone)
    return
  }
  const columns: Column[] = [
    { head: t.date, width: 0.2 },
    { head: t.what, width: 0.26 },
    { head: t.id, width: 0.36 },
    { head: `${t.amount} (${unit.symbol})`, width: 0.18, align: 'right' },
  ]
  const rows = later.map(each => [
    format.day(each.date),
    each.hasFailed ? t.refundFailed : t[each.kind],
    each.id,
    format.figure(signed(each), unit),
  ])
  const rest = later.reduce((sum, each) => sum + signed(each), amount)
  await paper.table(columns, [...rows, [t.rest, '', '', format.figure(rest, unit)]], new Set([rows.length]))
}

/** A failed refund left the books as it found them only when it is paid again, so it counts as what it was booked as. */
const signed = ({ kind, amount }: Later): bigint => (kind === 'won' ? amount : -amount)

function printProof(paper: Paper, receipt: Receipt, language: Language, format: Format): void {
  const t = receiptWords[language]
  const { fact, agreement, chainId } = receipt
  paper.heading(t.proof)
  const confirmed: [string, string][] = fact
    ? [
        [
          t.confirmed,
          t.nodes(...([fact.confirmedBy.length, fact.members.length, fact.needed].map(format.number) as Three)),
        ],
        [t.booked, `${format.dateTime(fact.timestamp)} (${format.timeZone})`],
        [t.transaction, fact.transaction],
        [t.fact, fact.digest],
      ]
    : [[t.confirmed, t.waiting]]
  paper.facts([...confirmed, [t.chain, String(chainId)], [t.agreement, agreement.root], [t.digest, agreement.digest]])
}

type Three = [string, string, string]
