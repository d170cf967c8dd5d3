import canonicalize from 'canonicalize'
import { applyJsonObject } from 'immer-yjs'
import { type Hex, isAddress, keccak256, stringToBytes } from 'viem'
import type * as Y from 'yjs'
import { z } from 'zod'
import { Attachment } from '../attachments/attachment.ts'
import { SplitsTermsFile } from '../splits/terms/file.ts'
import { normalise, normaliseText } from './normalise.ts'

/** The lists of the terms whose items keep an id while they are moved, renamed and edited. */
export const draftLists = ['parties', 'monthly', 'clauses', 'registers'] as const
export type DraftList = (typeof draftLists)[number]

/** What a room takes. */
export const draftLimits = {
  people: 50,
  clauses: 200,
  comments: 1_000,
  textLength: 4_000,
  bytes: 4 * 1024 * 1024,
} as const

const id = z.string().min(1).max(64)
const account = z.custom<`0x${string}`>(value => typeof value === 'string' && isAddress(value, { strict: false }))
const shape = SplitsTermsFile.shape

/** The terms of a draft: a terms file whose items have ids and whose prose and attachments are kept apart. */
export const DraftTerms = SplitsTermsFile.omit({ prose: true, attachments: true }).extend({
  parties: z.array(shape.parties.element.extend({ id })),
  monthly: z.array(shape.monthly.unwrap().element.extend({ id })).default([]),
  clauses: z.array(shape.clauses.element.extend({ id })),
  registers: z.array(shape.registers.unwrap().element.extend({ id })).default([]),
})
export type DraftTerms = z.input<typeof DraftTerms>

/** A remark on a part of the terms. `author` and `at` are set by the server, whatever a client wrote. */
export const Comment = z.object({
  id,
  /** The id of an item, or a field such as "title" or "prose". */
  target: z.string().max(200),
  author: account,
  at: z.number(),
  text: z.string().max(draftLimits.textLength),
  resolved: z.boolean().default(false),
})
export type Comment = z.infer<typeof Comment>

/** A change somebody proposes for others to take over or not. */
export const Suggestion = z.object({
  id,
  target: z.string().max(200),
  /** The field within the target, for example "limit". */
  path: z.string().max(400),
  /** What it should hold; absent where the field should go. */
  value: z.unknown(),
  author: account,
  at: z.number(),
  note: z.string().max(draftLimits.textLength).default(''),
  state: z.enum(['open', 'accepted', 'rejected']).default('open'),
})
export type Suggestion = z.infer<typeof Suggestion>

/** Where the parts of a draft are in the shared document. */
export const termsOf = (doc: Y.Doc) => doc.getMap<unknown>('terms')
export const proseOf = (doc: Y.Doc) => doc.getText('prose')
export const commentsOf = (doc: Y.Doc) => doc.getMap<unknown>('comments')
export const suggestionsOf = (doc: Y.Doc) => doc.getMap<unknown>('suggestions')
export const attachmentsOf = (doc: Y.Doc) => doc.getMap<unknown>('attachments')

/** Fills an empty document with terms. Attachments stay behind: their content is with another draft. */
export function seedDraft(doc: Y.Doc, { prose, attachments: _, ...file }: SplitsTermsFile): void {
  const withIds = Object.fromEntries(
    draftLists.map(list => [list, (file[list] ?? []).map(item => ({ ...item, id: crypto.randomUUID() }))]),
  )
  const terms = normalise({ ...file, ...withIds })
  doc.transact(() => {
    applyJsonObject(termsOf(doc), terms as Parameters<typeof applyJsonObject>[1])
    proseOf(doc).insert(0, normaliseText(prose ?? ''))
  })
}

type Loose = Record<string, unknown>

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function withoutId(item: unknown): unknown {
  if (!isObject(item)) return item
  const { id: _, ...rest } = item
  return rest
}

/** The attachments, by name. What is malformed is left out. */
export function readAttachments(doc: Y.Doc): Attachment[] {
  const entries = Object.entries(normalise(attachmentsOf(doc).toJSON()) as Loose)
  const valid = entries.flatMap(([key, item]) => {
    const { data } = Attachment.safeParse(item)
    return data?.id === key ? [data] : []
  })
  const order = ({ name, id }: Attachment) => `${name}\0${id}`
  return valid.sort((a, b) => (order(a) < order(b) ? -1 : 1))
}

/** The terms as a file, without ids and with prose and attachments: what is hashed, confirmed and proposed. */
export function readTerms(doc: Y.Doc): SplitsTermsFile {
  const terms = normalise(termsOf(doc).toJSON()) as Loose
  for (const list of draftLists) {
    const items = terms[list]
    if (Array.isArray(items)) terms[list] = items.map(withoutId)
  }
  delete terms.prose
  delete terms.attachments
  const prose = normaliseText(proseOf(doc).toString())
  const attachments = readAttachments(doc)
  // Whatever it holds, `checkDraft` names it.
  const rest = { ...(prose === '' ? {} : { prose }), ...(attachments.length === 0 ? {} : { attachments }) }
  return { ...terms, ...rest } as SplitsTermsFile
}

/** Everything in a draft. Comments and suggestions that are malformed are left out. */
export function readDraft(doc: Y.Doc) {
  const valid = <S extends z.ZodType>(schema: S, map: Y.Map<unknown>) =>
    Object.values(normalise(map.toJSON()) as Loose).flatMap(item => {
      const result = schema.safeParse(item)
      return result.success ? [result.data] : []
    })
  return {
    terms: normalise(termsOf(doc).toJSON()) as DraftTerms,
    prose: normaliseText(proseOf(doc).toString()),
    comments: valid(Comment, commentsOf(doc)),
    suggestions: valid(Suggestion, suggestionsOf(doc)),
  }
}

/** Canonical JSON (RFC 8785): the same text for the same value everywhere. */
export function canonical(value: unknown): string {
  return canonicalize(value) ?? ''
}

export function hashOf(value: unknown): Hex {
  // Bytes: hashing through hexadecimal text is many times slower.
  return keccak256(stringToBytes(canonical(value)))
}

/** The terms of a draft as canonical JSON. Documents that hold the same terms give the same text, whatever was done to them. */
export function snapshotOf(doc: Y.Doc): string {
  return canonical(readTerms(doc))
}

/** The hash under which terms are confirmed. */
export function snapshotHash(terms: SplitsTermsFile): Hex {
  return hashOf(terms)
}
