import { type Attachment, attachmentLimits, plainName, plainType } from '@concordat/sdk/attachments/attachment.ts'
import { type Bytes, encryptContent, sha256Of } from '@concordat/sdk/attachments/content.ts'
import type { DeviceKey } from '@concordat/sdk/attachments/deviceKey.ts'
import { wrapKey } from '@concordat/sdk/attachments/readers.ts'
import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import type { Hex } from 'viem'
import type { Sealed } from './queries.ts'

type SealFile = { draft: Hex; id: string; file: File; taken: readonly string[]; readers: readonly DeviceKey[] }

/** Encrypts a file for the devices of the participants; throws AttachmentEmpty or AttachmentTooLarge. */
export async function sealFile({ draft, id, file, taken, readers }: SealFile): Promise<Sealed> {
  if (file.size === 0) throw new ConcordatError('AttachmentEmpty')
  if (file.size > attachmentLimits.bytes)
    throw new ConcordatError('AttachmentTooLarge', { limit: attachmentLimits.bytes })
  const content: Bytes = new Uint8Array(await file.arrayBuffer())
  const attachment: Attachment = {
    ...{ id, name: plainName(file.name, taken), type: plainType(file.type) },
    ...{ size: content.length, sha256: await sha256Of(content) },
  }
  const place = { draft, attachment: id }
  const { key, ciphertext } = await encryptContent(place, content)
  const wraps = await Promise.all(
    readers.map(async ({ publicKey: reader }) => ({ reader, wrap: await wrapKey(place, key, reader) })),
  )
  return { attachment, ciphertext, wraps }
}
