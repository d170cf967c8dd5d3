import type { fieldsEn, itemsEn } from './en.ts'

/** What the fields of the terms are called in Chinese. */
export const fieldsZh: typeof fieldsEn = {
  title: '协议名称',
  business: '经营方',
  currency: '币种',
  quorum: '由谁确认收款和读数',
  arbiters: '谁可以暂停付款',
  maxFreeze: '最长暂停',
  signBy: '签署截止',
  endsAt: '结束日期',
  ordered: '各方按所列顺序签署',
  period: '按自然月结算',
  firstMonth: '首月',
  timezone: '月份所用时区',
  closeAfter: '无读数时，多久后结算',
  salt: '盐值',
  name: '名称',
  role: '角色',
  account: '账户',
  rate: '占收入比例',
  limit: '累计上限',
  shares: '归谁所有',
  amountPlain: '每月金额',
  unmet: '付不足的部分',
  price: '按计量单价',
  meter: '计量表',
  unit: '单位',
  decimals: '小数位',
  default: '无读数时按',
  lock: '在里程碑之前留存',
  milestone: '里程碑',
  lockBy: '等待至',
  otherwise: '未达成时归谁',
  continues: '延续自',
  id: '文件编号',
  type: '文件类型',
  size: '字节数',
  sha256: 'SHA-256 摘要',
}

export const itemsZh: typeof itemsEn = {
  party: '当事方 {{number}}',
  monthly: '每月款项 {{number}}',
  clause: '条款 {{number}}',
  register: '名册 {{number}}',
  attachment: '附件 {{number}}',
  share: '{{name}}的份额',
  otherwise: '否则归{{name}}',
  list: { parties: '当事方', monthly: '每月款项', clauses: '条款', registers: '名册', attachments: '附件' },
}

export const proseZh = '合同正文'
