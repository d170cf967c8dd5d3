import type { Template } from '../templates.ts'

/** Two parties who share everything equally: the least that can be signed. */
export const blank: Template = language => {
  const zh = language === 'zh'
  const [first, second] = zh ? ['甲方', '乙方'] : ['First party', 'Second party']
  return {
    title: zh ? '新协议' : 'New agreement',
    currency: 'XTS',
    parties: [
      { name: first, role: 'party' },
      { name: second, role: 'party' },
    ],
    basis: { fees: 'business', tax: 'none' },
    signBy: 'P30D',
    clauses: [{ name: zh ? '全部收入' : 'Everything', shares: { [first]: '50%', [second]: '50%' } }],
  }
}
