import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { diffTerms } from '../drafts/changes.ts'
import { attachmentsOf, readTerms, seedDraft, snapshotOf } from '../drafts/document.ts'
import { journalLine, withJournal } from '../drafts/journal.ts'
import { isProseOf } from '../drafts/signedProse.ts'
import { templates } from '../drafts/templates.ts'
import type { TermsContext } from '../splits/terms/context.ts'
import { checkTerms, parseTerms, proseHash } from '../splits/terms/parse.ts'
import { Attachment, attachmentLimits, plainName, plainType } from './attachment.ts'

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)]
const ids = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'] as const
const plan: Attachment = { id: ids[0], name: 'Plan.pdf', type: 'application/pdf', size: 12, sha256: a }
const bill: Attachment = { id: ids[1], name: 'Bill.csv', type: 'text/csv', size: 7, sha256: b }

const hash = `0x${'5a'.repeat(32)}` as const
// What terms say of fees and tax ends the prose too, and is not what this is about.
const { basis: _, ...blank } = templates.blank('en', '2026-12')
const file = { ...blank, business: hash, quorum: hash, salt: hash, prose: 'We share.' }
const context: TermsContext = {
  now: 1_790_000_000,
  accounts: { 'First party': `0x${'11'.repeat(20)}`, 'Second party': `0x${'22'.repeat(20)}` },
  currencies: { XTS: { id: (1n << 160n) | 7n, decimals: 2 } },
}

function drafted(...attachments: Attachment[]): Y.Doc {
  const doc = new Y.Doc()
  seedDraft(doc, file)
  for (const each of attachments) attachmentsOf(doc).set(each.id, each)
  return doc
}

describe('plainName', () => {
  test('default', () => {
    expect(plainName('Site plan (final).pdf')).toBe('Site plan (final).pdf')
    expect(plainName('施工图.dwg')).toBe('施工图.dwg')
  })

  test('behavior: no breaks of the line, no folders, nothing that hides the ending', () => {
    expect(plainName('a\nAttachment: b sha256:00\u2028.pdf')).toBe('aAttachment: b sha256:00.pdf')
    expect(plainName('..\\C:/invoice\u202efdp.exe')).toBe('..C:invoicefdp.exe')
    expect(plainName(' \u0000 ')).toBe('file')
  })

  test('behavior: as long as allowed, the ending kept, and never the name of another', () => {
    const long = plainName(`${'x'.repeat(500)}.pdf`)
    expect([long.length, long.slice(-5)]).toEqual([attachmentLimits.nameLength, 'x.pdf'])
    expect(plainName(`${'𝒳'.repeat(200)}.pdf`).isWellFormed()).toBe(true)
    expect(plainName('Plan.pdf', ['Plan.pdf', 'Plan (2).pdf'])).toBe('Plan (3).pdf')
    for (const name of [long, plainName('a\tb'), plainName('.env')]) {
      expect(Attachment.shape.name.safeParse(name).success).toBe(true)
    }
  })
})

describe('plainType', () => {
  test('default', () => {
    expect(plainType('text/HTML; charset=utf-8')).toBe('text/html')
    expect([plainType(''), plainType('nonsense'), plainType('a/b"><script')]).toEqual(
      Array(3).fill('application/octet-stream'),
    )
  })
})

describe('Attachment', () => {
  test.each([
    ['name', 'a\nb'],
    ['name', ' a'],
    ['name', 'a\u202eb'],
    ['sha256', `0x${a}`],
    ['sha256', a.toUpperCase()],
    ['size', attachmentLimits.bytes + 1],
    ['size', 0],
    ['id', '../1'],
    ['type', 'text/html\n'],
  ])('error: %s %j', (field, given) => {
    expect(Attachment.safeParse({ ...plan, [field]: given }).success).toBe(false)
  })
})

describe('readTerms', () => {
  test('behavior: attachments are part of the terms, in the order of their names', () => {
    expect(readTerms(drafted(plan, bill)).attachments).toEqual([bill, plan])
    expect(snapshotOf(drafted(plan, bill))).toBe(snapshotOf(drafted(bill, plan)))
    expect(snapshotOf(drafted(plan))).not.toBe(snapshotOf(drafted()))
    expect(snapshotOf(drafted(plan))).not.toBe(snapshotOf(drafted({ ...plan, sha256: b })))
    expect(diffTerms(readTerms(drafted(plan)), readTerms(drafted(plan, bill)))).toEqual([
      { path: 'attachments[0]', before: null, after: bill },
    ])
  })

  test('behavior: what is malformed, or under another’s id, is none', () => {
    const doc = drafted({ ...plan, name: 'a\nb' })
    attachmentsOf(doc).set(ids[1], plan)
    attachmentsOf(doc).set('x', 'y')
    expect('attachments' in readTerms(doc)).toBe(false)
  })

  test('behavior: a copy of a draft begins without them', () => {
    const copy = new Y.Doc()
    seedDraft(copy, readTerms(drafted(plan)))
    expect('attachments' in readTerms(copy)).toBe(false)
  })
})

describe('the signed prose', () => {
  const lines = `We share.\n\nAttachment: Bill.csv sha256:${b}\nAttachment: Plan.pdf sha256:${a}`

  test('default: a line for each, before the journal’s', () => {
    const terms = withJournal(readTerms(drafted(plan, bill)), hash)
    expect(terms.prose).toBe(`${lines}\n\n${journalLine(hash)}`)
    expect(terms.attachments).toBeUndefined()
    expect(withJournal(readTerms(drafted()), hash).prose).toBe(`We share.\n\n${journalLine(hash)}`)
  })

  test('behavior: also of a file that is proposed as it is', () => {
    const { agreement, names } = parseTerms(readTerms(drafted(plan, bill)), context)
    expect(agreement.prose).toBe(proseHash(lines, hash))
    expect(names.prose?.text).toBe(lines)
    const { prose: _, ...bare } = readTerms(drafted(plan))
    expect(parseTerms(bare, context).names.prose?.text).toBe(`Attachment: Plan.pdf sha256:${a}`)
  })

  test('behavior: whether signed terms are those of a draft is seen by the hash alone', () => {
    const terms = readTerms(drafted(plan, bill))
    const { agreement } = parseTerms(withJournal(terms, hash), context)
    expect(isProseOf(agreement, terms, hash)).toBe(true)
    expect(isProseOf(agreement, readTerms(drafted(plan, { ...bill, sha256: a })), hash)).toBe(false)
    expect(isProseOf(agreement, readTerms(drafted(plan)), hash)).toBe(false)
    expect(isProseOf(agreement, { ...terms, prose: 'We differ.' }, hash)).toBe(false)
    expect(isProseOf(agreement, terms, `0x${a}`)).toBe(false)
    const { salt: _, ...unsalted } = terms
    expect(isProseOf(agreement, unsalted, hash)).toBe(false)
  })

  test('error: NameTwice', () => {
    const { problems } = checkTerms(readTerms(drafted(plan, { ...bill, name: plan.name })), context)
    expect(problems.map(({ path, code }) => [path, code])).toEqual([['attachments[1].name', 'NameTwice']])
  })
})
