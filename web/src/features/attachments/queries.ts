import type { Attachment } from '@concordat/sdk/attachments/attachment.ts'
import type { Bytes } from '@concordat/sdk/attachments/content.ts'
import type { DeviceKey } from '@concordat/sdk/attachments/deviceKey.ts'
import { AttachmentsView, type Wrap } from '@concordat/sdk/attachments/views.ts'
import { queryOptions } from '@tanstack/react-query'
import type { Hex } from 'viem'
import { deleteJson, getJson, postJson } from '../../lib/api.ts'
import { getBytes, putForm } from './transport.ts'

// The key begins with `drafts`: news of a draft have it read again, and signing in as somebody else forgets it.
export const attachmentsQuery = (draft: Hex) =>
  queryOptions({
    queryKey: ['drafts', 'attachments', draft],
    queryFn: async ({ signal }) => AttachmentsView.parse(await getJson(`/drafts/${draft}/attachments`, signal)),
  })

const path = (draft: Hex, id: string) => `/drafts/${draft}/attachments/${id}`

export const addDevice = (key: Omit<DeviceKey, 'account'>) => postJson<{ devices: DeviceKey[] }>('/device-keys', key)

export const removeDevice = (publicKey: Hex) => deleteJson<{ devices: DeviceKey[] }>(`/device-keys/${publicKey}`)

export type Sealed = { attachment: Attachment; ciphertext: Bytes; wraps: Wrap[] }

/** @param onProgress Told which part of it has left, from 0 to 1. */
export async function putAttachment(
  draft: Hex,
  { attachment: { id, ...about }, ciphertext, wraps }: Sealed,
  onProgress: (part: number) => void,
): Promise<AttachmentsView> {
  const form = new FormData()
  form.set('about', JSON.stringify({ ...about, wraps }))
  form.set('content', new Blob([ciphertext]))
  return AttachmentsView.parse(await putForm(path(draft, id), form, onProgress))
}

export const getCiphertext = (draft: Hex, id: string, signal?: AbortSignal) => getBytes(path(draft, id), signal)

export const removeAttachment = (draft: Hex, id: string) => deleteJson<AttachmentsView>(path(draft, id))

export const addWraps = (draft: Hex, wraps: (Wrap & { attachment: string })[]) =>
  postJson<AttachmentsView>(`/drafts/${draft}/attachments/wraps`, { wraps })

export const discardWrap = (draft: Hex, id: string, reader: Hex) =>
  deleteJson<AttachmentsView>(`${path(draft, id)}/wraps/${reader}`)
