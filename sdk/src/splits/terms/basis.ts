import { z } from 'zod'

/** What the terms say of the processor's fees and of tax. It changes no figure: it is signed with the prose, and receipts print it. */
export const Basis = z.strictObject({
  /** Who bears the processor's fees. Either way what was paid is divided in full. */
  fees: z.enum(['business', 'parties']),
  /** Whether what payers pay has tax in it, is without it, or is not taxed. */
  tax: z.enum(['inclusive', 'exclusive', 'none']),
  /** The tax and its rate as people write it, for example "VAT 19%". */
  rate: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .regex(/^\P{Cc}*$/u)
    .optional(),
})
export type Basis = z.infer<typeof Basis>

type Language = 'en' | 'zh'

const sentences = {
  en: {
    fees: {
      business: 'The business bears the processor’s fees with money of its own: what was paid is divided in full.',
      parties: 'What was paid is divided in full; the parties bear the processor’s fees outside this agreement.',
    },
    tax: {
      inclusive: 'What payers pay includes tax: {{rate}}.',
      exclusive: 'What payers pay is without tax, which the business charges beside it: {{rate}}.',
      none: 'No tax is charged on what payers pay.',
    },
    heads: { fees: 'Fees: ', tax: 'Tax: ' },
  },
  zh: {
    fees: {
      business: '支付机构的手续费由经营方以自有资金承担，所收款项全额分配。',
      parties: '所收款项全额分配，支付机构的手续费由各方在本协议之外承担。',
    },
    tax: {
      inclusive: '付款人所付金额含税：{{rate}}。',
      exclusive: '付款人所付金额不含税，税款由经营方另行收取：{{rate}}。',
      none: '对付款人所付金额不征税。',
    },
    heads: { fees: '手续费：', tax: '税：' },
  },
} as const

/** The basis in the reader's language: a sentence about fees, and one about tax. */
export function describeBasis({ fees, tax, rate = '' }: Basis, language: Language): { fees: string; tax: string } {
  const said = sentences[language]
  // With a function, for a rate may hold what `replace` takes for a pattern.
  return { fees: said.fees[fees], tax: said.tax[tax].replace('{{rate}}', () => rate) }
}

/** The lines that end the prose, in both languages, whatever the prose itself is written in. */
export function basisLines(basis: Basis): string {
  return (['en', 'zh'] as const)
    .flatMap(language => {
      const said = describeBasis(basis, language)
      const { heads } = sentences[language]
      return [heads.fees + said.fees, heads.tax + said.tax]
    })
    .join('\n')
}

/** The basis in the lines that end a prose, and the prose without them. */
export function splitBasis(text: string): { text: string | undefined; basis?: Basis } {
  for (const fees of Basis.shape.fees.options)
    for (const tax of Basis.shape.tax.options) {
      const rate = tax === 'none' ? undefined : rateIn(text, tax)
      const { data: basis } = Basis.safeParse({ fees, tax, ...(rate ? { rate } : {}) })
      const lines = basis && basisLines(basis)
      if (lines && text === lines) return { text: undefined, basis }
      if (lines && text.endsWith(`\n\n${lines}`)) return { text: text.slice(0, -lines.length - 2), basis }
    }
  return { text }
}

/** What stands for the rate in the last line. */
function rateIn(text: string, tax: Basis['tax']): string | undefined {
  const [before = '', after = ''] = sentences.zh.tax[tax].split('{{rate}}')
  const last = text.slice(text.lastIndexOf('\n') + 1)
  const start = sentences.zh.heads.tax + before
  return last.startsWith(start) && last.endsWith(after) ? last.slice(start.length, -after.length) : undefined
}
