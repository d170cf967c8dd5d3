import * as fc from 'fast-check'
import { zeroHash } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import type { SplitsTermsFile } from '../splits/terms/file.ts'
import { applyChanges, diffTerms } from './changes.ts'
import { compareTerms } from './compare.ts'
import { snapshotHash } from './document.ts'
import {
  appendEntry,
  confirmationTypedData,
  entryHash,
  headOf,
  termsAt,
  termsOfSnapshot,
  verifyJournal,
  withJournal,
} from './journal.ts'
import { parsePath } from './paths.ts'
import { templates } from './templates.ts'
import type { Change, JournalEntry, JournalKind } from './views.ts'

const draft = `0x${'d1'.repeat(32)}` as const
const chainId = 31337
const signer = privateKeyToAccount(`0x${'11'.repeat(32)}`)
const other = privateKeyToAccount(`0x${'22'.repeat(32)}`)
const file = templates.charging('en', '2026-12')

/** Writes a journal as the server does. */
function writer(first: SplitsTermsFile) {
  let terms = first
  let entries: JournalEntry[] = []
  let at = 1_000
  const append = (kind: JournalKind, changes: Change[], args: Record<string, unknown> = {}) => {
    at += 5
    const snapshot = snapshotHash(terms)
    entries = appendEntry(entries, { at, author: signer.address, kind, snapshot, changes, args })
  }
  append('created', [{ path: '', before: null, after: first }], { draft })
  return {
    entries: () => entries,
    edit: (next: SplitsTermsFile) => {
      const changes = diffTerms(terms, next)
      terms = next
      append('edited', changes)
    },
    confirm: async (account = signer, journal = headOf(entries)) => {
      const message = { draft, snapshot: snapshotHash(terms), journal }
      append('confirmed', [], { signature: await account.signTypedData(confirmationTypedData(message, chainId)) })
    },
    object: () => append('objected', [], { text: 'No.' }),
  }
}

async function written() {
  const journal = writer(file)
  journal.edit({ ...file, title: 'Second' })
  journal.object()
  journal.edit({ ...file, title: 'Third', clauses: file.clauses.slice(1) })
  await journal.confirm()
  journal.edit({ ...file, prose: `${file.prose} More.` })
  await journal.confirm()
  return journal.entries()
}

const faultOf = async (entries: JournalEntry[], end?: `0x${string}`) =>
  verifyJournal({ draft, chainId, entries }, { end })
const swap = (entries: JournalEntry[], at: number, change: Partial<JournalEntry>) =>
  entries.map((entry, index) => (index === at ? { ...entry, ...change } : entry))

describe('verifyJournal', () => {
  test('default: a journal that is true, also after being written as JSON', async () => {
    const entries = await written()
    const end = entryHash(entries.at(-1) as JournalEntry)
    expect(await faultOf(entries, end)).toBeNull()
    expect(await faultOf(JSON.parse(JSON.stringify(entries)), end)).toBeNull()
  })

  test('behavior: tampering is found at the entry that was touched, wherever it is', async () => {
    const entries = await written()
    const end = entryHash(entries.at(-1) as JournalEntry)
    for (const [index, entry] of entries.entries()) {
      const changes: Partial<JournalEntry>[] = [
        { author: other.address },
        { kind: entry.kind === 'edited' ? 'commented' : 'edited' },
        { args: { ...entry.args, note: 'x' } },
        { at: entry.at + 1 },
      ]
      for (const change of changes) {
        const fault = await faultOf(swap(entries, index, change), end)
        expect(fault?.sequence, `${index} ${JSON.stringify(change)}`).toBe(index)
      }
      expect((await faultOf(swap(entries, index, { snapshot: zeroHash }), end))?.sequence).toBe(index)
      expect((await faultOf(swap(entries, index, { previous: draft }), end))?.sequence).toBe(index)
    }
  })

  test.each([
    ['JournalAltered', 2, (e: JournalEntry[]) => swap(e, 2, { args: { text: 'Yes.' } })],
    ['JournalGap', 3, (e: JournalEntry[]) => e.filter((_, index) => index !== 3)],
    ['JournalGap', 1, (e: JournalEntry[]) => [e[0], e[2], e[1], ...e.slice(3)] as JournalEntry[]],
    ['JournalChanges', 3, (e: JournalEntry[]) => swap(e, 3, { changes: [{ path: 'title', before: 'x', after: 'y' }] })],
    ['JournalTerms', 1, (e: JournalEntry[]) => swap(e, 1, { changes: [] })],
    ['JournalIncomplete', 5, (e: JournalEntry[]) => e.slice(0, -1)],
    ['JournalUnreadable', 4, (e: JournalEntry[]) => swap(e, 4, { kind: 'forged' as never })],
    ['JournalForeign', 0, (e: JournalEntry[]) => rewrite(swap(e, 0, { args: {} }))],
    ['JournalClock', 4, (e: JournalEntry[]) => rewrite(swap(e, 4, { at: 1 }))],
    ['JournalSignature', 4, (e: JournalEntry[]) => rewrite(swap(e, 4, { author: other.address }))],
    ['JournalSignature', 6, (e: JournalEntry[]) => rewrite(swap(e, 6, { args: { signature: '0x12' } }))],
  ])('error: %s at %i', async (code, sequence, tamper) => {
    const entries = await written()
    const fault = await faultOf(tamper(entries), entryHash(entries.at(-1) as JournalEntry))
    expect(fault).toMatchObject({ code, sequence })
    expect(fault?.message).toMatch(/^The|^Entr/)
  })

  test('error: JournalSignature where an older version was signed', async () => {
    const journal = writer(file)
    const old = headOf(journal.entries())
    journal.edit({ ...file, title: 'Second' })
    await journal.confirm(signer, old)
    expect(await faultOf(journal.entries())).toMatchObject({ code: 'JournalSignature', sequence: 2 })
  })
})

/** The whole chain written anew after a lie, as only its keeper could: hashes fit, the rest has to give it away. */
function rewrite(entries: JournalEntry[]): JournalEntry[] {
  let previous: `0x${string}` = zeroHash
  return entries.map(entry => {
    const kept = { ...entry, previous }
    previous = entryHash(kept)
    return kept
  })
}

describe('termsAt', () => {
  test('default: every version can be had from the journal alone', async () => {
    const entries = await written()
    for (const entry of entries) {
      expect(snapshotHash(termsAt(entries, entry.sequence))).toBe(entry.snapshot)
      expect(snapshotHash(termsOfSnapshot(entries, entry.snapshot) as SplitsTermsFile)).toBe(entry.snapshot)
    }
    expect(termsOfSnapshot(entries, zeroHash)).toBeNull()
  })
})

describe('headOf', () => {
  test('behavior: only what changes the terms moves it', async () => {
    const entries = await written()
    expect(headOf(entries)).toBe(entryHash(entries[5] as JournalEntry))
    expect(headOf(entries.slice(0, 5))).toBe(entryHash(entries[3] as JournalEntry))
    expect(headOf([])).toBe(zeroHash)
    expect(withJournal(file, headOf(entries)).prose).toMatch(/\n\nJournal: 0x[0-9a-f]{64}$/)
  })
})

const key = fc.oneof(fc.constantFrom('name', 'prose', 'a b', 'x.y', '[0]', '"', '甲方'), fc.string({ maxLength: 3 }))
const leaf = fc.oneof(fc.string({ maxLength: 6, unit: 'binary' }), fc.integer(), fc.boolean())
const anyTerms = fc.letrec<{ value: unknown; object: object }>(tie => ({
  object: fc.dictionary(key, tie('value'), { maxKeys: 5 }),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('object'),
    fc.array(tie('object'), { maxLength: 4 }),
    fc.array(leaf, { maxLength: 3 }),
  ),
})).object

describe('diffTerms', () => {
  test('behavior: the changes lead from any terms to any others', () => {
    fc.assert(
      fc.property(anyTerms, anyTerms, (before, after) => {
        const clean = (terms: object) => {
          const { prose, ...rest } = JSON.parse(JSON.stringify(terms)) as Record<string, unknown>
          return prose === '' ? rest : { ...rest, ...(prose === undefined ? {} : { prose }) }
        }
        const [from, to] = [clean(before), clean(after)]
        expect(applyChanges(from, diffTerms(from, to))).toEqual(to)
        expect(diffTerms(from, from)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  test('default: one change per field, insertions and removals where they are', () => {
    const [first, ...rest] = file.clauses
    const next = {
      ...file,
      parties: file.parties.map(party => (party.name === 'Builder' ? { ...party, name: 'Bau' } : party)),
      clauses: [{ ...first, name: 'Recoup', limit: '7,000.00' }, { name: 'New', shares: {} }, ...rest.slice(1)],
      prose: file.prose?.replace('investor pays', 'investor 😀 pays'),
    }
    expect(diffTerms(file, next)).toMatchObject(
      [
        { path: 'clauses[0].limit', before: '6,000.00', after: '7,000.00' },
        { path: 'clauses[1].lock', before: { milestone: 'accepted' }, after: null },
        { path: 'clauses[1].name', before: 'Retention of the builder', after: 'New' },
        { path: 'clauses[1].limit' },
        { path: 'clauses[1].rate' },
        { path: 'clauses[1].shares.Builder', before: '100%', after: null },
        { path: 'parties[1].name', before: 'Builder', after: 'Bau' },
        { path: 'prose[13]', before: '', after: '😀 ' },
      ].sort((a, b) => order(a.path) - order(b.path)),
    )
  })

  test('error: ChangeDoesNotFit', () => {
    for (const path of ['title', 'clauses[0]', 'no.such[3]', 'prose[4]', '..', '__proto__.x', '["a'])
      expect(() => applyChanges(file, [{ path, before: 'x', after: 'y' }]), path).toThrow('does not fit')
  })
})

/** Fields come in the order of their names. */
const order = (path: string) =>
  ['clauses[0].limit', 'clauses[1].limit', 'clauses[1].lock', 'clauses[1].name', 'clauses[1].rate'].indexOf(path) + 1 ||
  (path.startsWith('clauses') ? 8 : path.startsWith('parties') ? 9 : 10)

describe('parsePath', () => {
  test('default', () => {
    expect(parsePath('clauses[1].shares.Site user')).toEqual(['clauses', 1, 'shares', 'Site user'])
    expect(parsePath('a["b.c"].d')).toEqual(['a', 'b.c', 'd'])
    expect(parsePath('a[')).toBeNull()
  })
})

describe('compareTerms', () => {
  test('default: prose word by word, in both languages', () => {
    const [en] = compareTerms({ prose: 'He pays 5.' }, { prose: 'She pays 5.' })
    expect(en?.pieces?.filter(({ kind }) => kind !== 'same')).toEqual([
      { text: 'He', kind: 'removed' },
      { text: 'She', kind: 'added' },
    ])
    const [zh] = compareTerms({ prose: '甲方支付租金' }, { prose: '乙方支付租金' })
    expect(zh?.pieces?.map(({ text }) => text).join('')).toContain('支付租金')
    expect(zh?.pieces?.some(({ kind }) => kind === 'same')).toBe(true)
    expect(compareTerms(file, file)).toEqual([])
  })
})
