import type { Sentences } from './sentence.ts'
import { zhAmendments } from './zhAmendments.ts'
import { zhAttachments } from './zhAttachments.ts'
import { zhBank } from './zhBank.ts'
import { zhContracts } from './zhContracts.ts'
import { zhDrafts } from './zhDrafts.ts'
import { zhProof } from './zhProof.ts'
import { zhTerms } from './zhTerms.ts'

/** Chinese sentences by reason code. */
export const zh: Sentences = {
  ...zhContracts,
  ...zhTerms,
  ...zhBank,
  ...zhAmendments,
  ...zhProof,
  ...zhDrafts,
  ...zhAttachments,

  Unknown: '发生了意外情况。请重试；如仍然出现，请将代码告知本服务的运维人员。',
  Unreachable: '无法连接服务。请确认服务正在运行且网络正常，然后重试。',
  NotFound: '此处没有您要查找的内容，可能尚未记录。',
  Refused: '服务拒绝了该请求。',
  WalletRefused: '您在钱包中拒绝了该请求，未发生任何变更。',
  WrongChain: '您的钱包连接的是另一条链。请在钱包中切换后重试。',
  AddressInvalid: '这不是有效的地址：地址以 0x 开头，后接 40 位数字和字母。',
  NotAToken: '该地址上没有代币。请核对地址，并确认代币在本链上。',
  NobodyActs: '请先在右上角选择您的身份。',
  NotRecorded: '变更已提交，但未被接受，未发生任何变更。',
  AmountInvalid: '请输入金额，小数位数不得超过该币种的位数。',
  AmountAboveBalance: '金额超过账户余额。',
  AmountNotPositive: '请输入大于零的金额。',
  FileNotCsv: '这不是带有规定表头的 CSV 文件。',
  FileNotJson: '这不是条款文件：内容不是 JSON 格式，请复制完整文件。',
  FileTooLarge: '文件过大，请拆分后依次上传。',

  Internal: '服务出现故障。请重试；如仍然出现，请将代码告知运维人员。',
  DatabaseUnreachable: '服务无法连接数据库，请稍后重试。',
  IndexerUnreachable: '读取账本的服务没有响应，请稍后重试。',
  ForeignChain: '已存数据属于另一条链，需由本服务的运维人员重置或恢复。',
  TooManyRequests: '请求过于频繁，请稍候再试。',
  ActNotPossible: '以协议目前的状态不能执行该操作。',
  ActDiffers: '其他人已签署了不同的内容，请刷新页面后重新签署。',
  ActComplete: '签名已足够，不能再撤回。',
  SignatureRefused: '该签名不属于当前账户，或签署的是其他内容。',
  ChainUnreachable: '账本没有响应，请稍后重试。',
  ConfirmationUnknown: '该链接已失效，请在“提醒”页面重新申请。',
  TooManyListeners: '打开的页面过多，请关闭部分页面后刷新。',
  KeyMissing: '请输入业务访问密钥。',
  KeyUnknown: '该访问密钥未知或已撤销。',
  NotYourBusiness: '该访问密钥属于另一项业务。',
  BodyTooLarge: '文件过大，请拆分后依次上传。',
  TooManyRows: '文件行数过多，请拆分后依次上传。',
  NotUtf8: '文件不是 UTF-8 编码，请以“CSV UTF-8”格式导出。',
  AgreementUnknown: '此处没有该协议，可能尚未记录。',
  AmendmentUnknown: '没有等待签署的此项修改，可能已经生效或被拒绝。',
  NotALeaver: '只有新条款不再列入的参与方在此签署。',
  AgreementMissing: '没有已生效的协议涉及该业务，记录无处计入。',
  FactUnknown: '此处没有该确认，可能尚未记录。',
  ExampleRunning: '示例已在运行。',
  ExampleReverted: '示例未能完成：账本拒绝了其中一步。',
  RowUnreadable: a => (a.message === undefined ? '无法读取该行。' : `无法读取该行：${a.message}`),
  RowIncomplete: '该行缺少字段。',
  RowTooLong: '该行字段过多。',

  RowMissing: '缺少一条记录：业务系统直接提供了后面的记录。',
  AnotherBusiness: '该记录所属的业务并非协议所信任的业务。',
  NotACurrencyUnit: '协议所分配的单位无法由付款产生。',
  CurrencyDiffers: '金额的币种与协议不同。',
  AmountZero: '金额为零。',
  RoundNotZero: '已发生的款项只能登记一次，不能以新版本更正。',
  BookingDiffers: '该记录的入账月份与其日期不符。',
  EntriesWaiting: '月末之前的记录尚未全部确认。',
  CloseDiffers: '该节点根据自有记录算出的数值与月末结算单不一致。',
  AnotherValueSigned: '该节点已为这条记录确认过另一个数值。',
}
