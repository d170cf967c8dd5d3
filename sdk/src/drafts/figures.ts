import { toCardinal as english } from 'n2words/en-US'
import { toCardinal as chinese } from 'n2words/zh-Hans-CN'
import type { Report } from '../splits/terms/problems.ts'

// A figure beside its words is compared only where the words are a whole number and nothing else; anything looser is for people.
// Every repetition has a bound, so that no text takes long to read.

const units =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen'
const tens =
  'eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion and'
const word = `(?:${`${units} ${tens}`.split(' ').join('|')})`
const words = `${word}(?:[\\s,-]{1,3}${word}){0,30}`
const unit = '(?:\\s{0,3}(?:%|percent|per cent|[A-Z]{3}|days?|months?|years?|hours?|kWh|dollars|euros|yuan|only)){0,3}'
const figure = '(\\d{1,3}(?:,\\d{3}){1,7}|\\d{1,24})(?:\\.(\\d{1,12}))?(?:\\s{0,3}(thousand|million|billion))?'
const englishPairs = [
  new RegExp(`(?<![\\d.,])${figure}${unit}\\s{0,3}\\((${words})${unit}\\)`, 'giu'),
  new RegExp(
    `(?<![\\p{L}-])(${words})${unit}\\s{0,3}\\(\\s{0,3}(?:[A-Z]{3}|[$€£¥])?\\s{0,3}${figure}${unit}\\s{0,3}\\)`,
    'giu',
  ),
]

const digits = '零〇一二三四五六七八九两壹贰叁肆伍陆柒捌玖'
const han = `[${digits}十百千拾佰仟万亿萬億]{1,40}`
const hanFigure = '(\\d{1,3}(?:[,，]\\d{3}){1,7}|\\d{1,24})(?:\\.(\\d{1,12}))?\\s{0,3}(万|亿)?'
const hanUnit = '(?:\\s{0,3}(?:%|元|圆|整|正|天|日|个月|年|人民币)){0,3}'
const cents = `(?:([${digits}])角)?(?:零?([${digits}])分)?`
const hanPairs = [
  new RegExp(
    `(?<![\\d.,，])${hanFigure}${hanUnit}\\s{0,3}[（(](?:人民币|百分之)?(${han})${hanUnit}${cents}整?[）)]`,
    'gu',
  ),
  new RegExp(
    `(?<![${digits}十百千拾佰仟])(${han})(?=元|圆|[（(])(?:元|圆)${cents}整?\\s{0,3}[（(]\\s{0,3}[¥￥]?\\s{0,3}${hanFigure}${hanUnit}\\s{0,3}[）)]`,
    'gu',
  ),
]

const scales: Record<string, bigint> = {
  thousand: 1_000n,
  million: 1_000_000n,
  billion: 1_000_000_000n,
  万: 10_000n,
  亿: 100_000_000n,
}

/** The number a figure states in hundredths, or null where it is finer. */
function hundredths(whole: string, fraction = '', scale = ''): bigint | null {
  const text = fraction.replace(/0+$/, '')
  if (whole.length > 24 || text.length > 12) return null
  const scaled = BigInt(`${whole.replace(/[,，]/g, '')}${text.padEnd(12, '0')}`) * (scales[scale.toLowerCase()] ?? 1n)
  return scaled % 10n ** 10n === 0n ? scaled / 10n ** 10n : null
}

const plainWords = (text: string) =>
  text
    .toLowerCase()
    .split(/[\s,-]+/)
    .filter(part => part !== 'and' && part !== '')
    .join(' ')

function englishSays(given: string, value: bigint): boolean {
  if (value % 100n !== 0n) return false
  const whole = value / 100n
  const ways = [english(whole)]
  // "Eleven hundred" is 1,100.
  if (whole > 1_000n && whole < 10_000n && whole % 100n === 0n) ways.push(`${english(whole / 100n)} hundred`)
  if (/^100|^1\d\d$/.test(whole.toString())) ways.push(english(whole).replace(/^one /, ''))
  return ways.some(way => plainWords(way) === plainWords(given))
}

const simple: Record<string, string> = Object.fromEntries(
  [...'壹贰叁肆伍陆柒捌玖两拾佰仟萬億〇'].map((formal, index) => [
    formal,
    [...'一二三四五六七八九二十百千万亿零'][index] ?? '',
  ]),
)

/** Numerals without the choices a writer has: capitals or not, noughts between, a leading ten with or without its one. */
function plainHan(text: string): string {
  const plain = [...text].map(sign => simple[sign] ?? sign).join('')
  return plain === '零' ? plain : plain.replaceAll('零', '').replaceAll('一十', '十')
}

function hanSays(given: string, jiao: string | undefined, fen: string | undefined, value: bigint): boolean {
  const digit = (sign: string | undefined) =>
    BigInt(sign ? Math.max(0, [...'零一二三四五六七八九'].indexOf(simple[sign] ?? sign)) : 0)
  if (value % 100n !== digit(jiao) * 10n + digit(fen)) return false
  return plainHan(chinese(value / 100n)) === plainHan(given)
}

/** Reports each figure that the words beside it contradict, in English and Chinese: "1,100 (one thousand)", "1,100元（壹仟元整）". */
export function checkFigures(prose: string, report: Report): void {
  const check = (match: RegExpMatchArray, figureText: string, wordsText: string, says: boolean | null) => {
    if (says === false)
      report('prose', 'FigureAgainstWords', { figure: figureText.trim(), words: wordsText.trim(), at: match.index })
  }
  const [figureFirst, wordsFirst, hanFigureFirst, hanWordsFirst] = [...englishPairs, ...hanPairs] as [
    RegExp,
    RegExp,
    RegExp,
    RegExp,
  ]
  const shown = (whole: string, fraction = '', scale = '') =>
    `${whole}${fraction && `.${fraction}`}${scale && ` ${scale}`}`
  for (const match of prose.matchAll(figureFirst)) {
    const [, whole = '', fraction, scale, text = ''] = match
    const value = hundredths(whole, fraction, scale)
    check(match, shown(whole, fraction, scale), text, value === null ? null : englishSays(text, value))
  }
  for (const match of prose.matchAll(wordsFirst)) {
    const [, text = '', whole = '', fraction, scale] = match
    const value = hundredths(whole, fraction, scale)
    check(match, shown(whole, fraction, scale), text, value === null ? null : englishSays(text, value))
  }
  for (const match of prose.matchAll(hanFigureFirst)) {
    const [, whole = '', fraction, scale, text = '', jiao, fen] = match
    const value = hundredths(whole, fraction, scale)
    check(match, shown(whole, fraction, scale), text, value === null ? null : hanSays(text, jiao, fen, value))
  }
  for (const match of prose.matchAll(hanWordsFirst)) {
    const [, text = '', jiao, fen, whole = '', fraction, scale] = match
    const value = hundredths(whole, fraction, scale)
    check(match, shown(whole, fraction, scale), text, value === null ? null : hanSays(text, jiao, fen, value))
  }
}
