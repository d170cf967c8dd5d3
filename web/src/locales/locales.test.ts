import { describe, expect, test } from 'vitest'
import { en } from './en.ts'
import { zh } from './zh.ts'

type Texts = { [key: string]: string | Texts }

function flatten(texts: Texts, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  )
}

const english = flatten(en)
const chinese = flatten(zh)
const placeholders = (text = '') => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]).sort()

describe('texts', () => {
  test('both languages have the same keys', () => {
    expect([...chinese.keys()]).toEqual([...english.keys()])
  })

  test('both languages use the same values', () => {
    // The singular of an English text may leave the number out; Chinese has no singular.
    const different = [...english].filter(
      ([key, text]) => !key.endsWith('_one') && placeholders(text).join() !== placeholders(chinese.get(key)).join(),
    )
    expect(different).toEqual([])
  })

  test('nothing in the Chinese texts is left in English', () => {
    const same = [...english].filter(
      ([key, text]) => /[a-z]{3}/.test(text.replaceAll(/\{\{\w+\}\}/g, '')) && chinese.get(key) === text,
    )
    expect(same).toEqual([])
  })
})
