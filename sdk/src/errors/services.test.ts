import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import * as abis from '../generated/abi.ts'
import { describeReason } from './describeReason.ts'
import { sentences } from './sentences.ts'
import { serviceSentences } from './serviceSentences.ts'
import { zhServices } from './zhServices.ts'

const project = fileURLToPath(new URL('../../..', import.meta.url))

const events = Object.values(abis).flatMap(abi => abi.flatMap(item => (item.type === 'event' ? [item.name] : [])))
/** Two words in one literal, and yet no reason. */
const others = new Set<string>([...events, 'ApiError', 'BaseError', 'PostgreSQL', 'TimeoutError'])

/** Every literal of a workspace that reads like a reason's code, and those of one word that are given as one. */
function codesOf(workspace: string): string[] {
  const folder = `${project}${workspace}/src/`
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const sources = files.filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  const found = sources.flatMap(name => {
    // What the API calls its parts is no reason either.
    const text = readFileSync(folder + name, 'utf8').replaceAll(/(?:\.openapi\(|shown\([^']*, )'\w+'/g, '')
    const words = [...text.matchAll(/'([A-Z][a-z]\w*[A-Z]\w*|[A-Z][a-z]+(?=', `))'/g)]
    const given = [...text.matchAll(/(?:code: |code \?\? |refuse\()'([A-Z]\w+)'/g)]
    return [...words, ...given].map(match => match[1] ?? '')
  })
  return [...new Set(found)].filter(code => !others.has(code)).sort()
}

/** The codes that a file of the web app has a sentence for. */
const keysOf = (file: string) =>
  [...readFileSync(`${project}web/src/lib/reasons/${file}.ts`, 'utf8').matchAll(/^ {2}(\w+):/gm)].map(
    match => match[1] ?? '',
  )

const english = new Set([...Object.keys(sentences), ...Object.keys(serviceSentences), ...keysOf('en')])
const inChinese = readdirSync(`${project}web/src/lib/reasons/`).filter(name => /^zh\w*\.ts$/.test(name))
const chinese = new Set([...Object.keys(zhServices), ...inChinese.flatMap(name => keysOf(name.slice(0, -3)))])
/** Why a node does not sign, keyed in its own list. */
const dissents = [...readFileSync(`${project}node/src/facts/reasons.ts`, 'utf8').matchAll(/^ {2}([A-Z]\w+):/gm)].map(
  match => match[1] ?? '',
)

describe('reasons of the services', () => {
  test.each(['server', 'node', 'cli'])('behavior: every code of the %s has an English sentence', workspace => {
    const codes = codesOf(workspace)
    expect(codes.length).toBeGreaterThan(10)
    expect(codes.filter(code => !english.has(code))).toEqual([])
  })

  test.each(['server', 'node'])('behavior: every code of the %s, which people see, has a Chinese one', workspace => {
    expect(codesOf(workspace).filter(code => !chinese.has(code))).toEqual([])
  })

  test('behavior: every dissent has both', () => {
    expect(dissents.length).toBeGreaterThan(15)
    expect(dissents.filter(code => !english.has(code) || !chinese.has(code))).toEqual([])
  })

  test('behavior: no sentence is there for nobody', () => {
    const emitted = new Set(['server', 'node', 'cli'].flatMap(codesOf))
    expect(Object.keys(serviceSentences).filter(code => !emitted.has(code))).toEqual([])
    expect(Object.keys(zhServices).filter(code => !(code in serviceSentences))).toEqual([])
    expect(Object.keys(serviceSentences).filter(code => code in sentences)).toEqual([])
  })

  test('behavior: the code alone gives the sentence', () => {
    expect(describeReason('RoundPassed')).toBe(serviceSentences.RoundPassed)
    expect(describeReason('CloseOutOfOrder', { given: 1 })).toBe(serviceSentences.CloseOutOfOrder)
  })
})
