import { describeProblems } from './describeProblems.ts'
import type { Evidence, Sentences } from './sentence.ts'
import { zhAmendments } from './zhAmendments.ts'

const given = ({ given: value }: Evidence) => (value === undefined ? '该值' : `“${value}”`)
const clause = ({ clause: value }: Evidence) => (value === undefined ? '某条款' : `条款“${value}”`)

const kinds: Record<string, string> = {
  string: '文字',
  number: '数字',
  boolean: '是或否',
  array: '列表',
  object: '对象',
  record: '对象',
}
const choices = (list: unknown) => (Array.isArray(list) ? `：${list.map(each => `“${each}”`).join('、')}` : '')
const kindOf = (kind: unknown) => kinds[String(kind)] ?? String(kind)

/** Why terms, rows and files are refused, in Chinese. */
export const zhTerms: Sentences = {
  AssetChanged: '修订不能更换所分配的单位，请保持不变。',
  AssetRestricted: '该单位受限，发行方可以阻止付款，请指定不受限的单位。',
  AssetUnknown: '该单位没有发行方，请指定已有的货币或代币。',
  ContinuedTwice: a => `${clause(a)}与另一条款延续了同一旧条款，只能有一条延续。`,
  DeadlinePassed: '截止时间已过，请设定更晚的时间或按新条款办理。',
  LastClauseNotResidual: '最后一条条款必须取得全部剩余金额，且没有上限和等待事项。',
  LockWithoutDeadline: a => `${clause(a)}等待某一事项，但没有期限，请注明等待到何时。`,
  LockWithoutDefault: a => `${clause(a)}未说明事项未发生时款项归谁，请注明。`,
  MonthlyWithoutPeriod: '有每月条款但没有结算周期，请注明周期或删除每月条款。',
  NoParties: '条款没有列出参与方，请列出所有签署方。',
  NoSuchContinuation: a => `${clause(a)}所延续的旧条款不存在，请更正。`,
  NoSuchParty: a => `${clause(a)}提到了不存在的收款人，请使用已列出的名称。`,
  NothingToShare: a => `${clause(a)}没有收款人，请至少列出一位。`,
  OffsetOutOfRange: '时区偏移必须在 -14:00 至 +14:00 之间。',
  PartyNotAllowed: '该账户无法签署或提取，不能作为参与方，请使用有人持有的账户。',
  PartyTwice: '同一账户被列为两个参与方，请合并。',
  PeriodWithoutDeadline: '结算周期未注明多久之后可按默认值结算。',
  PriceWithoutQuantity: a => `${clause(a)}有单价或计量表，但没有对应的数量，请同时注明。`,
  RateAboveOne: a => `${clause(a)}的比例超过百分之百。`,
  RegisterEmpty: '名册没有收款人或份额，请补充或删除。',
  ShareEmpty: a => `${clause(a)}中有份额为零的收款人，请调整或删除。`,
  SharePartyTwice: a => `${clause(a)}中同一收款人出现了两次，请合并。`,
  SharesDoNotSum: a =>
    a.given === undefined
      ? `${clause(a)}的份额之和与总数不一致。`
      : `${clause(a)}的份额之和为 ${a.given}，应为 ${a.expected}。`,
  TooManyClauses: '条款数量超过上限，请合并部分条款。',
  TooManyParties: '参与方数量超过上限，请将其余列入名册。',
  TooManyRegisters: '名册数量超过上限，请合并。',
  TermsRefused: a => describeProblems(a.problems, { ...zhAmendments, ...zhTerms }),
  TermsUnreadable: '无法读取条款。请确认文件中只包含一份协议的条款。',
  FieldUnreadable: '该字段的内容不符合要求。',
  FieldMissing: '条款尚未写明此项，请补充。',
  FieldTooLong: a =>
    a.limit === undefined ? '此处文字过长，请缩短。' : `此处有 ${a.given} 个字符，请缩短至不超过 ${a.limit} 个。`,
  FieldTypeWrong: a =>
    a.expected === undefined
      ? '此处的写法不对，请改正。'
      : `此处是${kindOf(a.given)}，应为${kindOf(a.expected)}，请改正。`,
  FieldNotAChoice: a => `此处不能填写${given(a)}，请从可选的内容中选择${choices(a.expected)}。`,
  FieldUnknown: a => `条款文件没有${given(a)}这个字段，请更正名称或删除。`,
  BasisMissing: '条款未说明手续费由谁承担、金额是否含税，请补充手续费与税的约定。',
  TaxRateMissing: '条款涉及税，但未写明税种和税率，请补充。',
  TaxRateUnused: '条款既写了税率，又写明不征税，请更正其中之一。',
  AmountUnreadable: a => `${given(a)}不是有效金额，请按“1,500.00”的格式填写，不带正负号。`,
  AmountTooLarge: a => `金额${given(a)}超出账本可记录的范围。`,
  RateUnreadable: a => `${given(a)}不是有效比例，请按“60%”的格式填写，最多两位小数。`,
  ShareUnreadable: a => `${given(a)}不是有效份额，请填写整数权重或百分比。`,
  SharesMixed: a => `${clause(a)}混用了权重和百分比，请统一使用一种。`,
  WholeNumberNeeded: a => `${given(a)}应为整数。`,
  PriceTooFine: a => `单价${given(a)}的小数位数过多，最多 9 位。`,
  TimeUnreadable: a => `${given(a)}既不是“2026-01-31”这样的日期，也不是“P90D”这样的时长。`,
  DurationUnreadable: a => `${given(a)}不是有效时长，请按“P15D”或“PT12H”的格式填写。`,
  MonthUnreadable: a => `${given(a)}不是有效月份，请按“2025-11”的格式填写。`,
  TimezoneUnreadable: a => `${given(a)}不是有效的时区偏移，请按“+08:00”的格式填写。`,
  NameUnknown: a => `${given(a)}既不是参与方也不是名册，请列出或更正名称。`,
  NameTwice: a => `名称${given(a)}使用了两次，名称不得重复。`,
  AccountMissing: a => `没有${given(a)}的账户，请在文件中填写或另行选择。`,
  AccountUnreadable: a => `${given(a)}不是有效的账户地址，请完整复制 42 个字符。`,
  HashUnreadable: a => `${given(a)}不是有效的 32 字节编号，请完整复制 66 个字符。`,
  BusinessUnknown: '没有该业务，请先登记或填写其编号。',
  QuorumNameUnknown: a => `没有名为${given(a)}的节点组，请填写其编号或另行选择。`,
  CurrencyUnknown: a => `此处没有发行${given(a)}货币，请指定其他货币或填写单位编号。`,
  CurrencyNotACode: a => `${given(a)}不是货币代码，请填写三个大写字母，例如“XTS”。`,
  AssetUnreadable: a => `${given(a)}不是有效的单位编号，请以数字或十六进制填写。`,
  LimitZero: a => `${clause(a)}的上限为零，永远不会支付，请提高或删除。`,
  NothingDue: a => `每月${clause(a)}既没有金额也没有单价，请至少注明一项。`,
  PriceNotPerUnit: '单价不是按单位标明的，无法写入条款文件。',
  ProcessorNameUnknown: a => `没有名为${given(a)}的支付机构账户，请先连接，或填写其渠道和账户。`,
  ProcessorWithoutCurrency: '条款注明了支付机构账户但没有币种，请注明该账户收取的货币。',
  ReserveOutOfRange: '准备金超出可留存的范围，请填写不超过 100% 的比例和时长，例如“5%”和“P90D”。',
  AmountTooFine: a => `支付机构不接受${given(a)}这样的零头，请取整。`,
  MoneyMissing: '条款没有注明币种，请注明货币，或单位及其小数位数。',
  ContinuesUnknown: a => `被修订的版本中没有条款${given(a)}，请更正名称。`,
  SeriesOutOfRange: '系列编号超出范围。',
  RowConflict: '相同编号的记录此前已登记且内容不同，以先前的记录为准；更正须使用下一轮次。',
  RowSignature: '记录的签名与其内容和密钥不符。',
  UnitUnknown: a => `计量单位${given(a)}与条款中的单位不同。`,
}
