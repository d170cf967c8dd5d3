import { describePlace } from '../drafts/places/describePlace.ts'
import type { AlertView } from '../views.ts'
import { alertsEn, otherEn } from './en.ts'
import type { AlertParts, AlertSentences, AlertWords } from './sentence.ts'
import { readTold, type ToldChange } from './told.ts'
import { alertsZh, otherZh } from './zh.ts'

/** An alert in a sentence of the reader's language, for the screen and for mail. */
export function describeAlert(
  { kind, subject, args }: Pick<AlertView, 'kind' | 'subject' | 'args'>,
  language: 'en' | 'zh',
  words: AlertWords,
): string {
  const parts = partsOf(subject, args, words, language)
  const sentences: AlertSentences = language === 'zh' ? alertsZh : alertsEn
  const say = sentences[kind]
  return say ? say(parts) : (language === 'zh' ? otherZh : otherEn)(parts.about)
}

function partsOf(subject: string, args: AlertView['args'], words: AlertWords, language: 'en' | 'zh'): AlertParts {
  const text = (name: string) => (typeof args[name] === 'string' ? (args[name] as string) : '')
  const number = (name: string) => (typeof args[name] === 'number' ? (args[name] as number) : 0)
  const unit = { symbol: text('symbol'), decimals: number('decimals') }
  const amount = (name: string) => (/^-?[0-9]+$/.test(text(name)) ? words.amount(text(name), unit) : '')
  const latest = readTold(args.changes).at(-1)
  return {
    about: text('title') || words.business(text('business') || subject),
    by: text('by') === '' ? '' : words.name(text('by'), text('as')),
    amount: amount('amount'),
    share: amount('share'),
    net: amount('net'),
    until: number('until') === 0 ? '' : words.dateTime(number('until')),
    month: number('month') === 0 ? '' : words.month(number('month')),
    day: text('date') === '' ? '' : words.day(text('date')),
    reason: text('reason'),
    place: latest ? placeOf(latest, language) : '',
    before: latest?.before ?? '',
    after: latest?.after ?? '',
    change: latest?.kind ?? 'changed',
    party: text('party'),
    text: text('text'),
    clause: number('clause') + 1,
    count: number('count'),
    missing: number('missing'),
  }
}

function placeOf({ path, item, kind }: ToldChange, language: 'en' | 'zh'): string {
  return kind === 'changed' ? describePlace(path, language, { item }) : (item ?? describePlace(path, language))
}
