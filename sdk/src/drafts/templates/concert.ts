import type { Template } from '../templates.ts'

const en = {
  title: 'Concert revenue',
  promoter: 'Promoter',
  artist: 'Artist',
  venue: 'Venue',
  hall: 'Hire of the hall',
  fee: 'Guaranteed fee',
  costs: 'Costs of the promoter',
  rest: 'Shared takings',
  prose:
    'The promoter stages the concert, the artist performs, the venue provides the hall. ' +
    'Ticket sales first pay the hire of the hall and the artist’s guaranteed fee, then the promoter’s costs. What is left is shared.',
}

const zh: typeof en = {
  title: '演唱会收益分配',
  promoter: '主办方',
  artist: '艺人',
  venue: '场馆方',
  hall: '场馆租金',
  fee: '保底演出费',
  costs: '主办方成本',
  rest: '票房分成',
  prose:
    '主办方组织演出，艺人负责表演，场馆方提供场地。票款先支付场馆租金和艺人的保底演出费，再偿还主办方成本，剩余部分按比例分成。',
}

export const concert: Template = language => {
  const text = language === 'zh' ? zh : en
  const { promoter, artist, venue } = text
  return {
    title: text.title,
    currency: 'XTS',
    parties: [
      { name: promoter, role: 'promoter' },
      { name: artist, role: 'artist' },
      { name: venue, role: 'venue' },
    ],
    basis: { fees: 'business', tax: 'none' },
    signBy: 'P14D',
    clauses: [
      { name: text.hall, limit: '5,000.00', shares: { [venue]: '100%' } },
      { name: text.fee, limit: '20,000.00', shares: { [artist]: '100%' } },
      { name: text.costs, limit: '8,000.00', shares: { [promoter]: '100%' } },
      { name: text.rest, shares: { [promoter]: '30%', [artist]: '60%', [venue]: '10%' } },
    ],
    prose: text.prose,
  }
}
