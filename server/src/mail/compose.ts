import { alertPath } from '@concordat/sdk/alerts/alertPath.ts'
import { describeAlert } from '@concordat/sdk/alerts/describeAlert.ts'
import type { AlertWords } from '@concordat/sdk/alerts/sentence.ts'
import type { AlertView } from '@concordat/sdk/views.ts'
import { formatUnits } from 'viem'
import type { Language } from './mailbox.ts'

export type Letter = { subject: string; text: string; html: string }

const texts = {
  en: {
    confirm: 'Confirm your e-mail address',
    confirmLead: 'Somebody, probably you, wants alerts of Concordat sent here. Open this link to confirm the address:',
    ignore: 'If it was not you, do nothing: nothing else will be sent.',
    open: 'Open in Concordat',
    stop: 'Change or stop these mails',
  },
  zh: {
    confirm: '请确认您的邮箱地址',
    confirmLead: '有人（很可能是您）希望 Concordat 将提醒发送到此邮箱。请打开以下链接确认：',
    ignore: '如非本人操作，无需处理，我们不会再发送邮件。',
    open: '在 Concordat 中打开',
    stop: '更改或停止此类邮件',
  },
} as const satisfies Record<Language, Record<string, string>>

/** The mail that asks whether the address is the person's own. */
export function composeConfirmation(language: Language, link: string): Letter {
  const t = texts[language]
  return letter(language, t.confirm, [t.confirmLead], [[t.confirm, link]], t.ignore)
}

type Alerted = Pick<AlertView, 'kind' | 'subject' | 'args'>

/** The mail of alerts about one thing. */
export function composeAlerts(
  language: Language,
  alerts: readonly [Alerted, ...Alerted[]],
  names: Names,
  publicUrl: string,
): Letter {
  const t = texts[language]
  const [first] = alerts
  const [sentence = '', ...more] = alerts.map(alert => describeAlert(alert, language, wordsOf(language, names)))
  const links: [string, string][] = [
    [t.open, `${publicUrl}${alertPath(first)}`],
    [t.stop, `${publicUrl}/alerts`],
  ]
  return letter(language, sentence, more, links)
}

/** Names by account in lower case, and of businesses by id. */
export type Names = { accounts: Map<string, string>; businesses: Map<string, string> }

function wordsOf(language: Language, { accounts, businesses }: Names): AlertWords {
  const locale = language === 'zh' ? 'zh-CN' : 'en'
  const short = (hex: string) => `${hex.slice(0, 6)}…${hex.slice(-4)}`
  const date = (milliseconds: number, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }).format(milliseconds)
  return {
    name: (account, party) => accounts.get(account.toLowerCase()) ?? (party || short(account)),
    business: id => businesses.get(id) ?? short(id),
    amount: (amount, { symbol, decimals }) => {
      const value = formatUnits(BigInt(amount), decimals) as Intl.StringNumericLiteral
      const options = { minimumFractionDigits: Math.min(decimals, 2), maximumFractionDigits: Math.min(decimals, 20) }
      return `${new Intl.NumberFormat(locale, options).format(value)} ${symbol}`
    },
    dateTime: seconds => `${date(seconds * 1000, { dateStyle: 'medium', timeStyle: 'short' })} UTC`,
    month: month => date(Date.UTC(1970, month, 1), { year: 'numeric', month: 'long' }),
    day: day => date(Date.parse(`${day}T00:00:00Z`), { dateStyle: 'medium' }),
  }
}

/** A letter in the form all of them have: a sentence, more of them, links, and a last word. */
export function letter(
  language: Language,
  subject: string,
  paragraphs: string[],
  links: [string, string][],
  last?: string,
): Letter {
  const lines = [subject, ...paragraphs]
  const text = [...lines, ...links.map(([name, link]) => `${name}:\n${link}`), ...(last ? [last] : [])].join('\n\n')
  const html = [
    `<!doctype html><html lang="${language}"><body style="font-family:sans-serif">`,
    `<h2>${escapeHtml(subject)}</h2>`,
    ...paragraphs.map(paragraph => `<p>${escapeHtml(paragraph)}</p>`),
    ...links.map(([name, link]) => `<p><a href="${escapeHtml(link)}">${escapeHtml(name)}</a></p>`),
    ...(last ? [`<p>${escapeHtml(last)}</p>`] : []),
    '</body></html>',
  ].join('\n')
  // A header is one line, and mail programs show the first words of it.
  return { subject: subject.replace(/\s+/g, ' ').slice(0, 200), text, html }
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, sign => entities[sign] ?? '')
