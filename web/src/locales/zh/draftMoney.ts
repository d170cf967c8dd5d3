import type { draftMoney as source } from '../en/draftMoney.ts'

export const draftMoney: typeof source = {
  draftMoney: {
    title: '收款、手续费与税',
    lead: '付款人的款项到达何处，条款对其中的手续费和税如何约定。',
    processor: {
      label: '收款账户',
      help: '其收款由节点直接向支付机构或银行核实。',
      none: '无：由经营方自行报告',
      noneHelp: '由经营方自行报告收款，仅以其说法为准。',
      another: '其他账户……',
      accountHelp: { stripe: '以 acct_ 开头', bank: '填写 IBAN' },
      rail: { stripe: 'Stripe 账户', bank: '银行账户' },
      withholds: '该账户从每笔付款中留存 {{share}}，为期 {{time}}。',
      notConnected: '经营方尚未在此连接该账户。在经营方页面连接之后，付款人方可付款。',
      noneConnected: '经营方尚未在此连接任何账户。',
      hidden: '经营方已连接的账户只对其管理者显示。任何参与者都可以在此填写账户。',
      unknownBusiness: '请先在上方选择经营方，之后可在此选择其已连接的账户。',
      reserve: '该账户留存准备金',
      reserveHelp: '每笔付款的一部分，留存一段时间，用于退款和争议',
    },
    basis: {
      legend: '手续费与税',
      required: '条款写明了收款账户，因此必须约定。该约定与合同一并签署，并印在每张收据上。',
      optional: '由经营方自行报告收款时可以不约定。约定后与合同一并签署。',
      choose: '请选择',
      fees: { business: '经营方', parties: '各方，在协议之外' },
      feesHelp: '支付机构对每笔付款收取的费用',
      tax: { inclusive: '含在所付金额之内', exclusive: '在所付金额之外另收', none: '不征税' },
      taxHelp: '增值税、销售税等',
      rateHelp: '按收据上的写法填写，例如“增值税 6%”',
      rateExample: '增值税 6%',
      words: '合同中写作',
      leaveOut: '不约定手续费与税',
    },
  },
}
