import { DraftView } from '@concordat/sdk/drafts/views.ts'
import { type Hex, isHex } from 'viem'
import { z } from 'zod'
import { ApiError } from '../../../lib/api.ts'

const hex = z.custom<Hex>(value => typeof value === 'string' && isHex(value))

/** What passes from one device to another without a server between them. */
export const Parcel = z.discriminatedUnion('kind', [
  /** A draft with everything typed so far, and what the server said about it last. */
  z.object({ kind: z.literal('draft'), id: hex, account: hex, title: z.string(), update: z.string(), view: DraftView }),
  /** A confirmation of a draft. */
  z.object({
    kind: z.literal('confirmation'),
    id: hex,
    account: hex,
    title: z.string(),
    snapshot: hex,
    journal: hex,
    signature: hex,
  }),
  /** A signature under proposed terms. */
  z.object({
    kind: z.literal('signature'),
    title: z.string(),
    terms: hex,
    digest: hex,
    party: z.int().min(0),
    signature: hex,
  }),
])
export type Parcel = z.infer<typeof Parcel>

/** What a device passes on to the server or the chain. */
export type SignedParcel = Exclude<Parcel, { kind: 'draft' }>

async function pipe(bytes: Uint8Array<ArrayBuffer>, through: GenericTransformStream): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(through as ReadableWritablePair<Uint8Array, Uint8Array>)
  return new Uint8Array(await new Response(stream as ReadableStream<BufferSource>).arrayBuffer())
}

export const toBase64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), letter => letter.charCodeAt(0))

/** A parcel as one short line of text. */
export async function packParcel(parcel: Parcel): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(parcel))
  return toBase64(await pipe(bytes as Uint8Array<ArrayBuffer>, new CompressionStream('deflate-raw')))
}

/** Reads a packed parcel; throws ParcelUnreadable for anything else. */
export async function unpackParcel(text: string): Promise<Parcel> {
  try {
    const bytes = await pipe(fromBase64(text.trim()), new DecompressionStream('deflate-raw'))
    return Parcel.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch (cause) {
    throw new ApiError(422, { code: 'ParcelUnreadable', message: String(cause) })
  }
}
