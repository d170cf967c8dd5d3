import { currencyDecimals } from '@concordat/sdk/currencies.ts'
import { type Hex, parseUnits } from 'viem'
import { createFormat } from '../pdf/format.ts'
import { receiptPath } from '../receipts/readReceipt.ts'
import { type Letter, letter } from './compose.ts'
import type { Language } from './mailbox.ts'

/** What a letter of each kind says. Amounts are decimal strings, as rows have them. */
export type LetterArgs =
  | { kind: 'receipt'; args: Money & { purpose: string; paymentKey: Hex; token: string } }
  | { kind: 'refund'; args: Money & { paymentKey: Hex; token: string } }
  | { kind: 'statement'; args: { business: string; agreement: Hex; month: number; token: string } }

type Money = { business: string; amount: string; currency: string }

const texts = {
  en: {
    receipt: ({ amount, business }: Said) => `Receipt: ${amount} to ${business}`,
    purpose: (purpose: string) => `For: ${purpose}`,
    receiptLead: 'Thank you. Your payment has arrived. The receipt shows how it is confirmed and what became of it.',
    refund: ({ amount, business }: Said) => `${business} gives you ${amount} back`,
    refundLead: 'The money goes back the way you paid. Your bank may take some days to show it.',
    openReceipt: 'Open the receipt (PDF)',
    statement: (month: string, business: string) => `Your statement of ${month}: ${business}`,
    statementLead: 'The month is closed. The statement lists what you received, clause by clause.',
    openStatement: 'Open the statement (PDF)',
    stop: 'Change or stop these mails',
    keep: 'Whoever has this link can read the document.',
  },
  zh: {
    receipt: ({ amount, business }: Said) => `收据：向${business}付款 ${amount}`,
    purpose: (purpose: string) => `用途：${purpose}`,
    receiptLead: '谢谢，您的付款已收到。收据会显示该款项如何得到确认以及后续情况。',
    refund: ({ amount, business }: Said) => `${business}向您退款 ${amount}`,
    refundLead: '款项将按原付款方式退回，银行可能需要几天才会显示。',
    openReceipt: '打开收据（PDF）',
    statement: (month: string, business: string) => `${month}对账单：${business}`,
    statementLead: '该月已结算。对账单按条款列出您收到的款项。',
    openStatement: '打开对账单（PDF）',
    stop: '更改或停止此类邮件',
    keep: '持有此链接的人均可阅读该文件。',
  },
}

type Said = { amount: string; business: string }

/** A receipt, the news of a refund or a statement, in the reader's language. */
export function composeLetter(language: Language, { kind, args }: LetterArgs, publicUrl: string): Letter {
  const t = texts[language]
  const format = createFormat(language, 0)
  if (kind === 'statement') {
    const { business, agreement, month, token } = args
    const link = `${publicUrl}/api/agreements/${agreement}/statement.pdf?token=${token}&language=${language}`
    return letter(
      language,
      t.statement(format.month(month), business),
      [t.statementLead],
      [
        [t.openStatement, link],
        [t.stop, `${publicUrl}/alerts`],
      ],
      t.keep,
    )
  }
  const decimals = currencyDecimals(args.currency)
  const amount = format.amount(parseUnits(args.amount, decimals), { symbol: args.currency, decimals })
  const said = { amount, business: args.business }
  const link: [string, string] = [t.openReceipt, `${publicUrl}${receiptPath(args.paymentKey, args.token, language)}`]
  if (kind === 'refund') return letter(language, t.refund(said), [t.refundLead], [link], t.keep)
  const purpose = 'purpose' in args && args.purpose ? [t.purpose(args.purpose)] : []
  return letter(language, t.receipt(said), [t.receiptLead, ...purpose], [link], t.keep)
}
