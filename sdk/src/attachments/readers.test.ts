import { type Hex, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Bytes, contentOverhead, decryptContent, encryptContent, sha256Of } from './content.ts'
import { DeviceKey, deviceKeyTypedData, isOwnDevice } from './deviceKey.ts'
import { createDeviceKeys, type DeviceKeys, readerOf, unwrapKey, wrapKey, wrapLength } from './readers.ts'

const place = { draft: `0x${'ab'.repeat(32)}`, attachment: '00000000-0000-4000-8000-000000000001' }
const elsewhere = { ...place, attachment: '00000000-0000-4000-8000-000000000002' }
const text = 'The site lies behind the harbour.'
const content = new TextEncoder().encode(text)
const sealed = { code: 'AttachmentSealed' }

const changed = (bytes: Bytes, index: number): Bytes => {
  const copy = bytes.slice()
  copy[index] = (copy[index] ?? 0) ^ 1
  return copy
}

describe('encryptContent', () => {
  test('default', async () => {
    const { key, ciphertext } = await encryptContent(place, content)
    expect(ciphertext.length).toBe(content.length + contentOverhead)
    expect(Buffer.from(ciphertext).includes('harbour')).toBe(false)
    expect(new TextDecoder().decode(await decryptContent(place, key, ciphertext))).toBe(text)
  })

  test('behavior: never twice the same', async () => {
    const [one, two] = [await encryptContent(place, content), await encryptContent(place, content)]
    expect(one.key).not.toEqual(two.key)
    expect(one.ciphertext).not.toEqual(two.ciphertext)
  })

  test('error: AttachmentSealed for a changed byte anywhere, another key, another place', async () => {
    const { key, ciphertext } = await encryptContent(place, content)
    for (const index of [0, 11, 12, 30, ciphertext.length - 1])
      await expect(decryptContent(place, key, changed(ciphertext, index))).rejects.toMatchObject(sealed)
    await expect(decryptContent(place, key, ciphertext.slice(0, -1))).rejects.toMatchObject(sealed)
    await expect(decryptContent(place, key, new Uint8Array(3))).rejects.toMatchObject(sealed)
    await expect(decryptContent(place, changed(key, 5), ciphertext)).rejects.toMatchObject(sealed)
    await expect(decryptContent(elsewhere, key, ciphertext)).rejects.toMatchObject(sealed)
    const other = { ...place, draft: `0x${'cd'.repeat(32)}` }
    await expect(decryptContent(other, key, ciphertext)).rejects.toMatchObject(sealed)
  })
})

describe('sha256Of', () => {
  test('default: as everybody computes it', async () => {
    expect(await sha256Of(new TextEncoder().encode('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
  })
})

describe('wrapKey', () => {
  let one: DeviceKeys
  let two: DeviceKeys
  let key: Bytes
  let wrap: Hex
  beforeAll(async () => {
    ;[one, two] = [await createDeviceKeys(), await createDeviceKeys()]
    key = (await encryptContent(place, content)).key
    wrap = await wrapKey(place, key, await readerOf(one))
  })

  test('default: for one reader alone', async () => {
    expect(wrap.length).toBe(2 + 2 * wrapLength)
    expect(await unwrapKey(place, wrap, one)).toEqual(key)
    await expect(unwrapKey(place, wrap, two)).rejects.toMatchObject(sealed)
  })

  test('behavior: the private half stays where it is', async () => {
    expect(one.privateKey.extractable).toBe(false)
    await expect(crypto.subtle.exportKey('jwk', one.privateKey)).rejects.toThrow()
  })

  test('error: AttachmentSealed for another attachment, a changed byte, a reader that was exchanged', async () => {
    await expect(unwrapKey(elsewhere, wrap, one)).rejects.toMatchObject(sealed)
    for (const at of [2, 60, 70, wrap.length - 1]) {
      const other = `${wrap.slice(0, at)}${wrap[at] === '0' ? '1' : '0'}${wrap.slice(at + 1)}` as Hex
      await expect(unwrapKey(place, other, one)).rejects.toMatchObject(sealed)
    }
    await expect(unwrapKey(place, '0x12', one)).rejects.toMatchObject(sealed)
    // The right private key under another's name.
    const mixed = { publicKey: two.publicKey, privateKey: one.privateKey }
    await expect(unwrapKey(place, wrap, mixed)).rejects.toMatchObject(sealed)
  })
})

describe('isOwnDevice', () => {
  const owner = privateKeyToAccount(toHex(7, { size: 32 }))
  const stranger = privateKeyToAccount(toHex(8, { size: 32 }))
  const fields = { account: owner.address, publicKey: `0x${'5a'.repeat(32)}` as const, device: 'Phone', createdAt: 7 }
  const signedBy = async (account: typeof owner): Promise<DeviceKey> => {
    return { ...fields, signature: await account.signTypedData(deviceKeyTypedData(fields, 31337)) }
  }

  test('default', async () => {
    const key = await signedBy(owner)
    expect(DeviceKey.parse(key)).toEqual(key)
    expect(await isOwnDevice(key, 31337)).toBe(true)
  })

  test('behavior: not another account’s, key, name, time or chain', async () => {
    const key = await signedBy(owner)
    expect(await isOwnDevice(await signedBy(stranger), 31337)).toBe(false)
    expect(await isOwnDevice({ ...key, publicKey: `0x${'5b'.repeat(32)}` }, 31337)).toBe(false)
    expect(await isOwnDevice({ ...key, device: 'Laptop' }, 31337)).toBe(false)
    expect(await isOwnDevice({ ...key, createdAt: 8 }, 31337)).toBe(false)
    expect(await isOwnDevice(key, 1)).toBe(false)
    expect(await isOwnDevice({ ...key, signature: '0x12' }, 31337)).toBe(false)
  })

  test('behavior: a contract account is asked', async () => {
    const key = await signedBy(stranger)
    const ask = async (_: unknown, account: string, signature: string) =>
      account === owner.address && signature === key.signature
    expect(await isOwnDevice(key, 31337, ask)).toBe(true)
  })
})
