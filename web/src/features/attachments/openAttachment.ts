import type { Attachment } from '@concordat/sdk/attachments/attachment.ts'
import { type Bytes, decryptContent, sha256Of } from '@concordat/sdk/attachments/content.ts'
import { unwrapKey } from '@concordat/sdk/attachments/readers.ts'
import type { StoredAttachment } from '@concordat/sdk/attachments/views.ts'
import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import type { Hex } from 'viem'
import type { Device } from './device/deviceStore.ts'
import { discardWrap, getCiphertext } from './queries.ts'

type Open = { draft: Hex; listed: Attachment; stored: StoredAttachment; device: Device }

/**
 * The content of an attachment, if it is the one that the terms name. Throws AttachmentDamaged when the bytes are not those that
 * were stored, AttachmentSealed when this device's key does not open them, AttachmentDiffers when they hold something else.
 */
export async function openAttachment({ draft, listed, stored, device }: Open, signal?: AbortSignal): Promise<Bytes> {
  const place = { draft, attachment: listed.id }
  const own = stored.wraps.find(({ reader }) => reader === device.publicKey)
  if (!own) throw new ConcordatError('AttachmentSealed')
  const ciphertext = await getCiphertext(draft, listed.id, signal)
  if ((await sha256Of(ciphertext)) !== stored.sha256) throw new ConcordatError('AttachmentDamaged')
  const content = await decipher().catch(async (error: unknown) => {
    // Whoever made the wrap made a useless one; another device makes a better one.
    await discardWrap(draft, listed.id, device.publicKey).catch(() => {})
    throw error
  })
  if ((await sha256Of(content)) !== listed.sha256) throw new ConcordatError('AttachmentDiffers')
  return content

  async function decipher(): Promise<Bytes> {
    return decryptContent(place, await unwrapKey(place, own?.wrap ?? '0x', device.keys), ciphertext)
  }
}
