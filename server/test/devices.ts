import type { Attachment } from '@concordat/sdk/attachments/attachment.ts'
import { type Bytes, encryptContent, sha256Of } from '@concordat/sdk/attachments/content.ts'
import { type DeviceKey, deviceKeyTypedData } from '@concordat/sdk/attachments/deviceKey.ts'
import { createDeviceKeys, readerOf, wrapKey } from '@concordat/sdk/attachments/readers.ts'
import type { AttachmentsView, Wrap } from '@concordat/sdk/attachments/views.ts'
import type { Hex } from 'viem'
import type { SignedIn } from './drafts.ts'

type Devices = { devices: DeviceKey[] }

/** A browser of an account, whose key the server knows. */
export async function openDevice(owner: SignedIn, device = 'Laptop') {
  const keys = await createDeviceKeys()
  const publicKey = await readerOf(keys)
  const key = { account: owner.account.address, publicKey, device, createdAt: 1_790_000_000 }
  const signature = await owner.account.signTypedData(deviceKeyTypedData(key, 31337))
  const { account: _, ...body } = { ...key, signature }
  const answer = await owner.send<Devices>('/device-keys', { body })
  if (answer.status !== 200) throw new Error(`The device was answered ${answer.status}.`)
  return { keys, publicKey, body }
}

export type SealedFile = { attachment: Attachment; key: Bytes; ciphertext: Bytes }

/** A file as a browser encrypts it. */
export async function sealFile(draft: Hex, name: string, text: string): Promise<SealedFile> {
  const content = new TextEncoder().encode(text)
  const id = crypto.randomUUID()
  const { key, ciphertext } = await encryptContent({ draft, attachment: id }, content)
  const attachment = { id, name, type: 'text/plain', size: content.length, sha256: await sha256Of(content) }
  return { attachment, key, ciphertext }
}

/** The key of a sealed file, for each reader. */
export const wrapFor = (draft: Hex, { attachment, key }: SealedFile, readers: Hex[]): Promise<Wrap[]> =>
  Promise.all(
    readers.map(async reader => ({ reader, wrap: await wrapKey({ draft, attachment: attachment.id }, key, reader) })),
  )

/** Sends a sealed file. */
export function upload(who: SignedIn, draft: Hex, { attachment, ciphertext }: SealedFile, wraps: Wrap[] = []) {
  const { id, ...about } = attachment
  const form = new FormData()
  form.set('about', JSON.stringify({ ...about, wraps }))
  form.set('content', new Blob([ciphertext]))
  return who.send<AttachmentsView>(`/drafts/${draft}/attachments/${id}`, { method: 'PUT', body: form })
}

export const listOf = async (who: SignedIn, draft: Hex) =>
  (await who.send<AttachmentsView>(`/drafts/${draft}/attachments`)).json
