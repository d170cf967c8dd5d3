import type { Template } from '../templates.ts'

const en = {
  title: 'Licence royalty',
  author: 'Author',
  publisher: 'Publisher',
  minimum: 'Minimum royalty',
  advance: 'Advance to be recouped',
  rest: 'Royalty and margin',
  prose:
    'The author licenses the work to the publisher, who sells it. The publisher pays a minimum royalty each month, keeps what it advanced, ' +
    'and shares all further takings with the author.',
}

const zh: typeof en = {
  title: '许可使用费',
  author: '作者',
  publisher: '出版方',
  minimum: '最低使用费',
  advance: '预付款回收',
  rest: '使用费与利润',
  prose: '作者许可出版方使用并销售作品。出版方每月支付最低使用费，收回预付款，之后的收入与作者按比例分配。',
}

export const licence: Template = (language, firstMonth) => {
  const text = language === 'zh' ? zh : en
  const { author, publisher } = text
  return {
    title: text.title,
    currency: 'XTS',
    parties: [
      { name: author, role: 'author' },
      { name: publisher, role: 'publisher' },
    ],
    basis: { fees: 'parties', tax: 'none' },
    signBy: 'P30D',
    period: { timezone: '+08:00', firstMonth, closeAfter: 'P15D' },
    monthly: [{ name: text.minimum, amount: '500.00', unmet: 'carried', shares: { [author]: '100%' } }],
    clauses: [
      { name: text.advance, limit: '3,000.00', shares: { [publisher]: '100%' } },
      { name: text.rest, shares: { [author]: '15%', [publisher]: '85%' } },
    ],
    prose: text.prose,
  }
}
