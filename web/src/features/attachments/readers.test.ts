import type { Attachment } from '@concordat/sdk/attachments/attachment.ts'
import { sha256Of } from '@concordat/sdk/attachments/content.ts'
import { type DeviceKey, deviceKeyTypedData, isOwnDevice } from '@concordat/sdk/attachments/deviceKey.ts'
import { createDeviceKeys, readerOf, unwrapKey } from '@concordat/sdk/attachments/readers.ts'
import type { AttachmentsView, StoredAttachment } from '@concordat/sdk/attachments/views.ts'
import { type Hex, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Device } from './device/deviceStore.ts'
import { openAttachment } from './openAttachment.ts'
import type { Sealed } from './queries.ts'
import { sealFile } from './sealFile.ts'
import { wrapsForOthers } from './shareAccess.ts'

const draft = `0x${'ab'.repeat(32)}` as const
const id = '00000000-0000-4000-8000-000000000001'
const chainId = 31337
const isSigned = (key: DeviceKey) => isOwnDevice(key, chainId)

async function deviceOf(n: number, signer = n): Promise<{ device: Device; key: DeviceKey }> {
  const keys = await createDeviceKeys()
  const publicKey = await readerOf(keys)
  const account = privateKeyToAccount(toHex(n, { size: 32 })).address
  const fields = { account, publicKey, device: 'Laptop', createdAt: 1 }
  const signature = await privateKeyToAccount(toHex(signer, { size: 32 })).signTypedData(
    deviceKeyTypedData(fields, chainId),
  )
  return { device: { publicKey, keys, introduced: true }, key: { ...fields, signature } }
}

let own: Awaited<ReturnType<typeof deviceOf>>
let other: Awaited<ReturnType<typeof deviceOf>>
let sealed: Sealed
let listed: Attachment
let stored: StoredAttachment
beforeAll(async () => {
  ;[own, other] = [await deviceOf(1), await deviceOf(2)]
  const file = new File(['The site lies behind the harbour.'], 'Plan.txt', { type: 'text/plain' })
  sealed = await sealFile({ draft, id, file, taken: ['Plan.txt'], readers: [own.key] })
  listed = sealed.attachment
  stored = await storedOf(sealed)
})

const storedOf = async ({ ciphertext, wraps }: Sealed): Promise<StoredAttachment> => ({
  ...{ id, account: own.key.account, at: 1, sha256: await sha256Of(ciphertext) },
  ...{ readers: wraps.map(({ reader }) => reader), wraps },
})
const viewOf = (...devices: DeviceKey[]): AttachmentsView => ({ attachments: [stored], devices })

describe('sealFile', () => {
  test('default: under a name of its own', () => {
    expect(listed).toMatchObject({ id, name: 'Plan (2).txt', type: 'text/plain', size: 33 })
    expect(Buffer.from(sealed.ciphertext).includes('harbour')).toBe(false)
  })

  test('error: AttachmentEmpty, AttachmentTooLarge', async () => {
    const seal = (...parts: BlobPart[]) =>
      sealFile({ draft, id, file: new File(parts, 'a'), taken: [], readers: [own.key] })
    await expect(seal()).rejects.toMatchObject({ code: 'AttachmentEmpty' })
    await expect(seal(new Uint8Array(10 * 1024 * 1024 + 1))).rejects.toMatchObject({ code: 'AttachmentTooLarge' })
  })
})

describe('wrapsForOthers', () => {
  test('default: for every device that lacks a key', async () => {
    const wraps = await wrapsForOthers(draft, viewOf(own.key, other.key), own.device, isSigned)
    expect(wraps).toMatchObject([{ attachment: id, reader: other.key.publicKey }])
    const place = { draft, attachment: id }
    const [mine, theirs] = [stored.wraps[0]?.wrap ?? '0x', wraps[0]?.wrap ?? '0x']
    expect(await unwrapKey(place, theirs, other.device.keys)).toEqual(await unwrapKey(place, mine, own.device.keys))
  })

  test('behavior: nobody whose account did not sign, whatever the server says', async () => {
    const forged = await deviceOf(2, 3)
    expect(await wrapsForOthers(draft, viewOf(own.key, forged.key), own.device, isSigned)).toEqual([])
  })

  test('behavior: nothing by a device that cannot read itself', async () => {
    expect(await wrapsForOthers(draft, viewOf(own.key, other.key), other.device, isSigned)).toEqual([])
  })
})

describe('openAttachment', () => {
  const calls: string[] = []
  const serve = (bytes: Uint8Array<ArrayBuffer>) =>
    vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
      calls.push(`${init?.method ?? 'GET'} ${path}`)
      return init?.method === 'DELETE' ? Response.json({ attachments: [], devices: [] }) : new Response(bytes)
    })
  afterEach(() => {
    vi.unstubAllGlobals()
    calls.length = 0
  })
  const open = (change: { listed?: Attachment; stored?: StoredAttachment; device?: Device } = {}) =>
    openAttachment({ draft, listed, stored, device: own.device, ...change })

  test('default', async () => {
    serve(sealed.ciphertext)
    expect(new TextDecoder().decode(await open())).toBe('The site lies behind the harbour.')
    expect(calls).toEqual([`GET /api/drafts/${draft}/attachments/${id}`])
  })

  test('error: AttachmentDamaged when a byte was lost on the way', async () => {
    serve(sealed.ciphertext.slice(1))
    await expect(open()).rejects.toMatchObject({ code: 'AttachmentDamaged' })
    expect(calls).toHaveLength(1)
  })

  test('error: AttachmentDiffers when it is another file than the terms name', async () => {
    serve(sealed.ciphertext)
    await expect(open({ listed: { ...listed, sha256: '0'.repeat(64) } })).rejects.toMatchObject({
      code: 'AttachmentDiffers',
    })
  })

  test('error: AttachmentSealed for a useless wrap, which is discarded', async () => {
    serve(sealed.ciphertext)
    const wrap: Hex = `0x${'00'.repeat(80)}`
    const useless = { ...stored, wraps: [{ reader: own.key.publicKey, wrap }] }
    await expect(open({ stored: useless })).rejects.toMatchObject({ code: 'AttachmentSealed' })
    expect(calls.at(-1)).toBe(`DELETE /api/drafts/${draft}/attachments/${id}/wraps/${own.key.publicKey}`)
  })

  test('error: Unreachable', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch')
    })
    await expect(open()).rejects.toMatchObject({ code: 'Unreachable' })
  })
})
