import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { type Hex, hexToBytes, toHex } from 'viem'
import { ConcordatError } from '../errors/concordatError.ts'
import { type AttachmentPlace, type Bytes, boundTo } from './content.ts'

// Named by neither library of types that this is compiled with, the browser's and the server's.
type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/** What a browser reads with. The private half never leaves it. */
export type DeviceKeys = { publicKey: Key; privateKey: Key }

/** RFC 9180 with the runtime's own X25519. */
const suite = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
})

/** Bytes of an encapsulated key, and of a content key with its tag. */
const [encapsulated, wrapped] = [32, 48]

/** Bytes of a wrap. */
export const wrapLength = encapsulated + wrapped

/** New keys for this device, of which only the public half can be read. */
export async function createDeviceKeys(): Promise<DeviceKeys> {
  // Not by the suite, whose keys can be exported.
  const keys = await crypto.subtle.generateKey({ name: 'X25519' }, false, ['deriveBits'])
  return keys as unknown as DeviceKeys
}

/** The public half as others know it: 32 bytes, which are also the name of the reader. */
export async function readerOf({ publicKey }: Pick<DeviceKeys, 'publicKey'>): Promise<Hex> {
  return toHex(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)))
}

/** Wraps an attachment's content key so that one reader alone can open it. */
export async function wrapKey(place: AttachmentPlace, key: Bytes, reader: Hex): Promise<Hex> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(hexToBytes(reader).buffer as ArrayBuffer)
  const { enc, ct } = await suite.seal({ recipientPublicKey }, key.slice().buffer, aadOf(place, reader))
  return `${toHex(new Uint8Array(enc))}${toHex(new Uint8Array(ct)).slice(2)}`
}

/** The content key again; throws AttachmentSealed when the wrap was made for another reader or attachment, or was changed. */
export async function unwrapKey(place: AttachmentPlace, wrap: Hex, device: DeviceKeys): Promise<Bytes> {
  try {
    const bytes = hexToBytes(wrap)
    const [enc, ct] = [bytes.slice(0, encapsulated).buffer, bytes.slice(encapsulated).buffer]
    const aad = aadOf(place, await readerOf(device))
    return new Uint8Array(await suite.open({ recipientKey: device, enc }, ct, aad))
  } catch (cause) {
    throw new ConcordatError('AttachmentSealed', {}, { cause })
  }
}

const aadOf = (place: AttachmentPlace, reader: Hex) => boundTo('key', { ...place, reader }).buffer
