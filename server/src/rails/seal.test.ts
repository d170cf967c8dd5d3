import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSeal } from './seal.ts'

let state: string
beforeAll(() => {
  state = mkdtempSync(join(tmpdir(), 'seal-'))
})
afterAll(() => rmSync(state, { recursive: true }))

const text = '{"holder":"Anna","account":"DE89370400440532013000"}'

describe(createSeal, () => {
  test('default: opened where it was closed, and by the next process', () => {
    const sealed = createSeal(state).close(text, 'key 1')
    expect(sealed.includes('Anna')).toBe(false)
    expect(createSeal(state).open(sealed, 'key 1')).toBe(text)
    expect(statSync(join(state, 'keys', 'particulars')).mode & 0o777).toBe(0o600)
  })

  test('behavior: the same text is sealed otherwise each time', () => {
    const seal = createSeal(state)
    expect(seal.close(text, 'key 1').equals(seal.close(text, 'key 1'))).toBe(false)
  })

  test('error: SealBroken for a changed byte, for what belongs to another account, and without the key', () => {
    const seal = createSeal(state)
    const sealed = seal.close(text, 'key 1')
    for (const at of [0, 12, 28, sealed.length - 1]) {
      const changed = Buffer.from(sealed)
      changed.writeUInt8((changed[at] ?? 0) ^ 1, at)
      expect(() => seal.open(changed, 'key 1')).toThrow('cannot be opened')
    }
    expect(() => seal.open(sealed, 'key 2')).toThrow('cannot be opened')
    const file = join(state, 'keys', 'particulars')
    const kept = readFileSync(file, 'utf8')
    writeFileSync(file, `${'00'.repeat(32)}\n`)
    expect(() => createSeal(state).open(sealed, 'key 1')).toThrow('cannot be opened')
    writeFileSync(file, kept)
  })
})
