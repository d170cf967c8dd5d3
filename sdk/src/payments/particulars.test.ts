import { keccak256, stringToHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { Particulars, particularsHash } from './particulars.ts'

const particulars = {
  rail: 'bank',
  holder: 'Anna Müller',
  account: 'DE89370400440532013000',
  salt: `0x${'07'.repeat(32)}`,
} as const

describe('particularsHash', () => {
  test('default', () => {
    const json = '{"account":"DE89370400440532013000","holder":"Anna Müller","rail":"bank"}'
    expect(particularsHash(particulars)).toBe(keccak256(`${particulars.salt}${stringToHex(json).slice(2)}`))
  })

  test('behavior: the salt and every field count', () => {
    const others = [
      { salt: `0x${'08'.repeat(32)}` },
      { holder: 'Anna' },
      { rail: 'stripe' },
      { account: 'ba_1' },
    ] as const
    const hashes = [{}, ...others].map(change => particularsHash({ ...particulars, ...change }))
    expect(new Set(hashes).size).toBe(5)
  })

  test('error: a salt that hides nothing', () => {
    expect(Particulars.safeParse({ ...particulars, salt: '0x07' }).success).toBe(false)
  })
})
