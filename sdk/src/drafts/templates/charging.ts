import type { Template } from '../templates.ts'

const en = {
  title: 'Charging site',
  investor: 'Investor',
  builder: 'Builder',
  operator: 'Operator',
  user: 'Site user',
  rent: 'Rent',
  operation: 'Operation per kWh',
  recoup: 'Recoup',
  retention: 'Retention of the builder',
  rest: 'What is left',
  prose:
    'The investor pays for the charging site, the builder builds it, the operator runs it, and the user of the site receives rent. ' +
    'Each month’s takings pay, in this order: the rent; the operation, by the energy that was metered. ' +
    'Everything else first gives the investor back what was invested, keeps a retention until the building is accepted, and is then shared.',
}

const zh: typeof en = {
  title: '充电站合作',
  investor: '投资方',
  builder: '建设方',
  operator: '运营方',
  user: '场地方',
  rent: '场地租金',
  operation: '按电量计的运营费',
  recoup: '投资回收',
  retention: '建设质保金',
  rest: '剩余收益',
  prose:
    '投资方出资建设充电站，建设方负责施工，运营方负责运营，场地方收取租金。' +
    '每月收入依次支付：场地租金；按计量电量计算的运营费。' +
    '其余收入先偿还投资方的投资，再留存质保金直至工程验收，之后按约定比例分配。',
}

export const charging: Template = (language, firstMonth) => {
  const text = language === 'zh' ? zh : en
  const { investor, builder, operator, user } = text
  return {
    title: text.title,
    currency: 'XTS',
    parties: [
      { name: investor, role: 'investor' },
      { name: builder, role: 'builder' },
      { name: operator, role: 'operator' },
      { name: user, role: 'user' },
    ],
    arbiters: 'arbiters',
    basis: { fees: 'business', tax: 'none' },
    signBy: 'P30D',
    maxFreeze: 'P30D',
    period: { timezone: '+08:00', firstMonth, closeAfter: 'P15D' },
    monthly: [
      { name: text.rent, amount: '1,100.00', unmet: 'carried', shares: { [user]: '100%' } },
      {
        name: text.operation,
        price: { amount: '0.085', meter: 'energy', unit: 'kWh', decimals: 3, default: '2000' },
        rate: '70%',
        unmet: 'carried',
        shares: { [operator]: '100%' },
      },
    ],
    clauses: [
      { name: text.recoup, limit: '6,000.00', shares: { [investor]: '100%' } },
      {
        name: text.retention,
        rate: '10%',
        limit: '800.00',
        shares: { [builder]: '100%' },
        lock: { milestone: 'accepted', by: 'P180D', otherwise: { [investor]: '50%', [user]: '50%' } },
      },
      { name: text.rest, shares: { [investor]: '20%', [builder]: '10%', [operator]: '45%', [user]: '25%' } },
    ],
    prose: text.prose,
  }
}
