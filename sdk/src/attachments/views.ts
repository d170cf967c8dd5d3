// What the server answers about attachments, shared by every reader.

import type { Address, Hex } from 'viem'
import { z } from 'zod'
import { DeviceKey } from './deviceKey.ts'
import { wrapLength } from './readers.ts'

const reader = DeviceKey.shape.publicKey
const hexOf = (bytes: number) => new RegExp(`^0x[0-9a-f]{${2 * bytes}}$`)

/** An attachment's content key as one reader alone can open it. */
export const Wrap = z.object({
  reader,
  wrap: z.custom<Hex>(value => typeof value === 'string' && hexOf(wrapLength).test(value)),
})
export type Wrap = z.infer<typeof Wrap>

/** What the server keeps of an attachment. What it is called, and its digest, are in the terms. */
export const StoredAttachment = z.object({
  id: z.string(),
  /** Who attached it, and when, by the server's clock. */
  account: z.custom<Address>(value => typeof value === 'string'),
  at: z.number(),
  /** SHA-256 of the ciphertext. */
  sha256: z.string(),
  /** For whom its key is wrapped. */
  readers: z.array(reader),
  /** The wraps for the asking account's own devices. */
  wraps: z.array(Wrap),
})
export type StoredAttachment = z.infer<typeof StoredAttachment>

/** `GET /api/drafts/{id}/attachments`: with the devices of everyone at a seat, whose signatures the reader checks itself. */
export const AttachmentsView = z.object({ attachments: z.array(StoredAttachment), devices: z.array(DeviceKey) })
export type AttachmentsView = z.infer<typeof AttachmentsView>
