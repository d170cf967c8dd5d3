import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { proofSentences } from '../errors/proofSentences.ts'
import { sentences } from '../errors/sentences.ts'
import { describeGap } from './gapSentences.ts'
import type { CheckId, GapId } from './report.ts'
import { describeCheck } from './sentences.ts'
import { isPlain, plainLine, plainText } from './text.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const sources = readdirSync(folder).filter(name => name.endsWith('.ts') && !name.includes('test'))
const texts = sources.map(name => readFileSync(`${folder}${name}`, 'utf8')).join('\n')

describe('what a check says', () => {
  test('behavior: every reason for which a proof is refused has a sentence', () => {
    const demanded = [...texts.matchAll(/demand\([^\n]*, '([A-Z][A-Za-z]+)'|same\('([A-Z][A-Za-z]+)'/g)].map(
      match => match[1] ?? match[2] ?? '',
    )
    const codes = [...new Set(demanded)]
    expect(codes.length).toBeGreaterThan(25)
    expect(codes.filter(code => !(code in sentences))).toEqual([])
    for (const [code, sentence] of Object.entries(proofSentences)) expect(sentence({}), code).toMatch(/^[^ ].*\.$/s)
  })

  test('behavior: checks and gaps are told in both languages', () => {
    const ids = (type: string) =>
      [...(texts.match(new RegExp(`export type ${type} =([^;]*?)\n\n`))?.[1] ?? '').matchAll(/'(\w+)'/g)].map(m => m[1])
    const [checks, gaps] = [ids('CheckId') as CheckId[], ids('GapId') as GapId[]]
    expect([checks.length, gaps.length]).toEqual([22, 15])
    for (const language of ['en', 'zh'] as const) {
      for (const id of checks) {
        const check = { id, ok: true, about: '0x12', args: { members: 1, kind: 'AgreementTerminated' }, reason: null }
        const { title, sentence } = describeCheck(check, language)
        expect(`${title} ${sentence}`, id).toMatch(language === 'zh' ? /[\u4e00-\u9fff].*。$/ : /^[A-Z].*\.$/)
      }
      for (const id of gaps)
        expect(
          describeGap({ id, about: '0x12', args: { amount: 7 } }, language, amount => `${amount} XTS`),
          id,
        ).toMatch(language === 'zh' ? /[\u4e00-\u9fff].*。$/ : /^[A-Z].*\.$/)
    }
  })
})

describe('what a stranger wrote', () => {
  test('behavior: steering signs are replaced, letters of any script stay', () => {
    for (const name of ['Ada & Söhne', '充电站', 'Café “Nord”', 'مقهى', '👩‍🔧 Works']) {
      expect(isPlain(name), name).toBe(true)
      expect(plainLine(name)).toBe(name)
    }
    expect(plainLine('a\u001b[2Jb\u202ec\nd')).toBe('a\ufffd[2Jb\ufffdc\ufffdd')
    expect(plainLine('x'.repeat(300), 10)).toBe(`${'x'.repeat(9)}…`)
    expect(plainText('one\n\ttwo\u0007')).toBe('one\n\ttwo\ufffd')
  })
})
