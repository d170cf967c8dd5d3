import { keccak256, parseSignature, serializeCompactSignature, signatureToCompactSignature, toHex } from 'viem'
import { privateKeyToAccount, sign } from 'viem/accounts'
import { describe, expect, test } from 'vitest'
import { recoverSigner, signDigest } from './sign.ts'

const privateKey = keccak256('0x01')
const digests = Array.from({ length: 50 }, (_, i) => keccak256(toHex(i)))

describe(signDigest, () => {
  test('behavior: gives what viem gives, compacted', async () => {
    for (const hash of digests) {
      const expected = await sign({ hash, privateKey, to: 'hex' })
      const compact = serializeCompactSignature(signatureToCompactSignature(parseSignature(expected)))
      expect(signDigest(hash, privateKey)).toBe(compact)
    }
  })
})

describe(recoverSigner, () => {
  test('behavior: names the signer', () => {
    const address = privateKeyToAccount(privateKey).address.toLowerCase()
    for (const hash of digests) expect(recoverSigner(hash, signDigest(hash, privateKey))).toBe(address)
  })

  test('behavior: garbage has no signer', () => {
    const [hash = '0x'] = digests
    expect(recoverSigner(hash, `0x${'00'.repeat(64)}`)).toBeNull()
    expect(recoverSigner(hash, `0x${'ff'.repeat(64)}`)).toBeNull()
    expect(recoverSigner(hash, `0x${'11'.repeat(65)}`)).toBeNull()
  })
})
