import { canonical } from '../drafts/document.ts'
import { ConcordatError } from '../errors/concordatError.ts'

/** Which attachment of which draft: bound to every ciphertext, so that none can be passed off as another. */
export type AttachmentPlace = { draft: string; attachment: string }

/** Bytes as WebCrypto takes them. */
export type Bytes = Uint8Array<ArrayBuffer>

const ivLength = 12
const tagLength = 16

/** Bytes the ciphertext has more than the content. */
export const contentOverhead = ivLength + tagLength

/** Bytes that say what a ciphertext is and where it belongs. */
export const boundTo = (what: 'content' | 'key', place: AttachmentPlace & { reader?: string }): Bytes =>
  new TextEncoder().encode(canonical({ concordat: 'attachment', version: 1, what, ...place })) as Bytes

/** SHA-256, 64 hexadecimal digits. */
export async function sha256Of(bytes: Bytes): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

const importKey = (key: Bytes, use: 'encrypt' | 'decrypt') =>
  crypto.subtle.importKey('raw', key, 'AES-GCM', false, [use])

/** Encrypts a file with a key of its own (AES-256-GCM): the nonce, the ciphertext and its tag, and that key. */
export async function encryptContent(
  place: AttachmentPlace,
  content: Bytes,
): Promise<{ key: Bytes; ciphertext: Bytes }> {
  const key = crypto.getRandomValues(new Uint8Array(32))
  const iv = crypto.getRandomValues(new Uint8Array(ivLength))
  const algorithm = { name: 'AES-GCM', iv, additionalData: boundTo('content', place) }
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm, await importKey(key, 'encrypt'), content))
  const ciphertext = new Uint8Array(ivLength + sealed.length)
  ciphertext.set(iv)
  ciphertext.set(sealed, ivLength)
  return { key, ciphertext }
}

/** The file again; throws AttachmentSealed when the key is another one's, or a byte was changed. */
export async function decryptContent(place: AttachmentPlace, key: Bytes, ciphertext: Bytes): Promise<Bytes> {
  try {
    const algorithm = {
      name: 'AES-GCM',
      iv: ciphertext.subarray(0, ivLength),
      additionalData: boundTo('content', place),
    }
    const opened = await importKey(key, 'decrypt').then(imported =>
      crypto.subtle.decrypt(algorithm, imported, ciphertext.subarray(ivLength)),
    )
    return new Uint8Array(opened)
  } catch (cause) {
    throw new ConcordatError('AttachmentSealed', {}, { cause })
  }
}
