import { type Address, type Hex, keccak256, zeroHash } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { beforeAll, describe, expect, test } from 'vitest'
import { diffTerms } from '../drafts/changes.ts'
import { snapshotHash } from '../drafts/document.ts'
import { appendEntry, confirmationTypedData, headOf, withJournal } from '../drafts/journal.ts'
import type { JournalEntry, JournalKind, JournalView } from '../drafts/views.ts'
import type { SplitsTermsFile } from '../splits/terms/file.ts'
import { parseTerms, proseHash } from '../splits/terms/parse.ts'
import type { Agreement } from '../splits/terms/types.ts'
import { namesOfFile } from './names.ts'
import { createReport } from './report.ts'
import { examineWords } from './words.ts'

const chainId = 31_337
const hash = (name: string): Hex => keccak256(`0x${Buffer.from(name).toString('hex')}`)
const draft = hash('draft')
const ada = privateKeyToAccount(hash('ada'))
const ben = privateKeyToAccount(hash('ben'))
/** A participant whose account is a contract. */
const firm: Address = '0xa1a1A1a1a1a1a1a1A1a1a1a1A1a1A1A1a1A1a1A1'.toLowerCase() as Address

const first: SplitsTermsFile = {
  title: 'Road',
  business: hash('business'),
  currency: 'XTS',
  quorum: hash('quorum'),
  salt: hash('salt'),
  signBy: '2030-01-01',
  parties: [
    { name: 'Ada', role: 'operator', account: ada.address },
    { name: 'Ben', role: 'investor', account: ben.address },
    { name: 'Firm', role: 'landlord', account: firm },
  ],
  clauses: [{ name: 'Rest', shares: { Ada: '40%', Ben: '50%', Firm: '10%' } }],
  prose: `Ada runs it.\nJournal: ${hash('no head')}`,
}
const last: SplitsTermsFile = { ...first, title: 'Harbour Road' }

/** The journal of a draft that Ada changed once, and that these confirmed afterwards. */
async function write(confirming: string[]): Promise<JournalView> {
  let entries: JournalEntry[] = []
  const add = (kind: JournalKind, author: Address, more: Partial<JournalEntry> = {}) => {
    const snapshot = snapshotHash(entries.length === 0 ? first : last)
    entries = appendEntry(entries, {
      at: 1_000 + entries.length,
      author,
      kind,
      snapshot,
      changes: [],
      args: {},
      ...more,
    })
  }
  add('created', ada.address, { changes: [{ path: '', before: null, after: first }], args: { draft } })
  add('edited', ada.address, { changes: diffTerms(first, last) })
  const journal = headOf(entries)
  const typed = confirmationTypedData({ draft, snapshot: snapshotHash(last), journal }, chainId)
  for (const who of confirming) {
    const key = [ada, ben][['ada', 'ben'].indexOf(who)]
    add('confirmed', key?.address ?? firm, { args: { signature: key ? await key.signTypedData(typed) : '0x1234' } })
  }
  return { draft, chainId, entries }
}

let journal: JournalView
let terms: Agreement
let prose: { text: string; salt: Hex }

beforeAll(async () => {
  journal = await write(['ada', 'ben', 'firm'])
  const file = withJournal(last, headOf(journal.entries))
  const context = { now: 1_700_000_000, currencies: { XTS: { id: 7n, decimals: 2 } } }
  terms = parseTerms(file, context).agreement
  prose = { text: file.prose ?? '', salt: hash('salt') }
})

const names = namesOfFile(last)

/** What is found in words that come with the version, and what they leave open. */
async function find(words: object, isContract = async (account: Address) => account.toLowerCase() === firm) {
  const report = createReport()
  const version = { digest: zeroHash, signatures: [], ...words }
  const named = await examineWords({ version, terms, chainId, isContract }, report)
  const failed = report.checks.filter(({ ok }) => !ok)
  return {
    named,
    failed: failed.map(({ id, reason }) => `${id} ${reason?.code}`),
    open: report.gaps.map(({ id }) => id),
  }
}

describe(examineWords, () => {
  test('default: prose, journal and names hang together', async () => {
    expect(await find({ prose, journal, names })).toEqual({
      ...{ named: 'signed', failed: [], open: ['contractConfirmations'] },
    })
  })

  test('behavior: what is left out is said', async () => {
    expect(await find({})).toEqual({ named: 'none', failed: [], open: ['prose'] })
    expect(await find({ prose })).toEqual({ named: 'none', failed: [], open: ['journal'] })
    expect(await find({ prose, names })).toEqual({ named: 'labels', failed: [], open: ['journal', 'labels'] })
    const fewer = { ...journal, entries: journal.entries.slice(0, 3) }
    expect((await find({ prose, journal: fewer, names })).open).toEqual(['confirmations'])
  })

  test('behavior: a confirmation that was taken back counts no more', async () => {
    const entry = { at: 2_000, author: ben.address, kind: 'objected' as const, changes: [], args: { text: 'No.' } }
    const entries = appendEntry(journal.entries, { ...entry, snapshot: snapshotHash(last) })
    expect((await find({ prose, journal: { ...journal, entries } })).open).toContain('confirmations')
  })

  test('error: the journal is another, or was changed', async () => {
    const change = (entries: JournalEntry[]) => find({ prose, journal: { ...journal, entries } })
    const { entries } = journal
    expect((await change(entries.slice(0, 1))).failed).toEqual(['journal JournalUnnamed'])
    expect((await change(entries.slice(1))).failed).toEqual(['journal JournalGap'])
    const relabelled = entries.map((entry, i) => (i === 1 ? { ...entry, author: ben.address } : entry))
    expect((await change(relabelled)).failed).toEqual(['journal JournalAltered'])
    const forged = entries.map((entry, i) => (i === 4 ? { ...entry, args: { signature: '0x12' } } : entry))
    expect((await find({ prose, journal: { ...journal, entries: forged } }, async () => false)).failed).toEqual([
      'journal JournalSignature',
    ])
    expect((await find({ prose, journal: { ...journal, chainId: 1 } })).failed).toEqual([
      'journal JournalOfAnotherChain',
    ])
    expect((await find({ journal })).failed).toEqual(['journal JournalUnnamed'])
  })

  test('error: the terms that were confirmed are not those that were signed', async () => {
    const before = terms
    terms = { ...terms, parties: terms.parties.toReversed() }
    expect((await find({ prose, journal })).failed).toEqual(['journal JournalOfOtherTerms'])
    terms = before
    // The line that counts is the last, whatever the text before it says.
    const text = prose.text.replace(/Journal: 0x[0-9a-f]{64}$/, `Journal: ${hash('no head')}`)
    const other = { text, salt: prose.salt }
    terms = { ...terms, prose: proseHash(text, prose.salt) }
    expect((await find({ prose: other, journal })).failed).toEqual(['journal JournalUnnamed'])
    terms = before
  })

  test('error: names that nobody agreed on', async () => {
    const called = (more: object) => find({ prose, journal, names: { ...names, ...more } })
    for (const more of [{ title: 'Bank' }, { parties: ['Ben', 'Ada', 'Firm'] }, { clauses: ['Everything'] }])
      expect((await called(more)).failed, JSON.stringify(more)).toEqual(['names NameUnproven'])
    // Without the journal they are labels, but never more of them than there are parts.
    expect((await find({ prose, names: { ...names, parties: ['a', 'b', 'c', 'd'] } })).failed).toEqual([
      'names NameUnproven',
    ])
    expect((await find({ prose, names: { ...names, milestones: ['accepted'] } })).failed).toEqual([
      'names NameUnproven',
    ])
  })
})
