import type { Basis } from '@concordat/sdk/splits/terms/basis.ts'
import { describeBasis } from '@concordat/sdk/splits/terms/basis.ts'
import type { Hex } from 'viem'
import { createFormat, type Format, type Language } from '../pdf/format.ts'
import { type Column, createPaper } from '../pdf/paper.ts'
import type { Entry, Statement } from './readStatement.ts'
import { statementWords } from './words.ts'

/** What a statement is about, as far as this server can name it. */
export type About = {
  /** The month, counted from January 1970; null for another span. */
  month: number | null
  holder: string | null
  business: string
  agreement: { root: Hex; digest: Hex }
  /** By the clause's running index. */
  clauses: readonly string[]
  basis: Basis | null | undefined
  utcOffsetMinutes: number
}

/** A statement as PDF, in the reader's language. */
export async function printStatement(statement: Statement, about: About, language: Language): Promise<Buffer> {
  const t = statementWords[language]
  const format = createFormat(language, about.utcOffsetMinutes)
  const { account, asset, opening, closing, entries, span } = statement
  const days = `${format.date(span.from)} – ${format.date(span.until - 1)}`
  const paper = await createPaper({
    title: `${t.title} ${about.month === null ? days : format.month(about.month)}`,
    language,
    footer: `${about.business} · ${about.holder ?? account} · ${days}`,
    pageText: (page, pages) => t.page(format.number(page), format.number(pages)),
  })
  paper.title(t.title, about.month === null ? days : format.month(about.month))
  const said = about.basis && describeBasis(about.basis, language)
  paper.facts([
    ...(about.holder ? ([[t.holder, about.holder]] as [string, string][]) : []),
    [t.account, account],
    [t.business, about.business],
    [t.agreement, about.agreement.root],
    [t.digest, about.agreement.digest],
    [t.span, days],
    [t.zone, format.timeZone],
    ...(said ? ([[t.basis, `${said.fees}\n${said.tax}`]] as [string, string][]) : []),
  ])
  const sum = (isIn: boolean) =>
    entries.reduce((all, { amount }) => (BigInt(amount) > 0n === isIn ? all + BigInt(amount) : all), 0n)
  paper.facts([
    [t.opening, format.amount(opening, asset)],
    [t.received, format.amount(sum(true), asset)],
    [t.paid, format.amount(sum(false), asset)],
    [t.closing, format.amount(closing, asset)],
  ])
  paper.heading(t.entries)
  paper.note(entries.length === 0 ? t.none : t.note)
  const columns: Column[] = [
    { head: t.date, width: 0.22 },
    { head: t.what, width: 0.42 },
    { head: `${t.amount} (${asset.symbol})`, width: 0.18, align: 'right' },
    { head: `${t.total} (${asset.symbol})`, width: 0.18, align: 'right' },
  ]
  const rows = [
    [format.date(span.from), t.opening, '', format.figure(opening, asset)],
    ...entries.map(entry => [
      format.dateTime(entry.timestamp),
      reasonOf(entry, statement, about, language, format),
      format.figure(BigInt(entry.amount), asset),
      format.figure(entry.total, asset),
    ]),
    [format.date(span.until - 1), t.closing, format.figure(closing - opening, asset), format.figure(closing, asset)],
  ]
  await paper.table(columns, rows, new Set([0, rows.length - 1]))
  return paper.finish()
}

/** Why money moved: by which clause and tier, for which month, and how much by each where there are several. */
function reasonOf(
  { kind, lines }: Entry,
  { asset }: Statement,
  about: About,
  language: Language,
  format: Format,
): string {
  const t = statementWords[language]
  const reasons = lines.map(({ clause, tier, month, amount }) => {
    const title = about.clauses[clause]
    const parts = [
      t.clause(format.number(clause + 1)) + (title ? ` “${title}”` : ''),
      ...(tier === null ? [] : [t.tier(format.number(tier))]),
      ...(month === null ? [] : [format.month(month)]),
    ].join(t.join)
    return lines.length > 1 ? `${parts}${t.colon}${format.figure(BigInt(amount), asset)}` : parts
  })
  return reasons.length === 0 ? t.kinds[kind] : `${t.kinds[kind]}${t.colon}${reasons.join(t.stop)}`
}
