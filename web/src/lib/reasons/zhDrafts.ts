import { timeText } from '@concordat/sdk/errors/evidence.ts'
import { describeProblems } from './describeProblems.ts'
import type { Sentences } from './sentence.ts'
import { zhAmendments } from './zhAmendments.ts'
import { zhTerms } from './zhTerms.ts'

const time = (value: unknown) => (value === undefined ? '期限' : timeText(value))
const states: Record<string, string> = { proposed: '提交签署', withdrawn: '撤回', effective: '生效' }

/** Why something about a draft is refused, or is not complete, in Chinese. */
export const zhDrafts: Sentences = {
  SignInNeeded: '请先用钱包登录。',
  SignInRefused: '所签消息不能用于在此登录。请重新获取并原样签署。',
  NonceUnknown: '本次登录已被使用或耗时过长，请重新开始。',
  OriginForeign: '该页面不属于本服务，不能加入草案。',

  DraftUnknown: '没有这份草案，或您没有参与。',
  DraftClosed: a => `草案已${states[String(a.state)] ?? '结束'}，不能再修改；请新建一份。`,
  DraftIncomplete: a => describeProblems(a.problems, { ...zhTerms, ...zhAmendments, ...zhDrafts }),
  DraftTooLarge: '草案过大，请精简，或将较长的内容作为附件。',
  DraftFull: '草案的当事方已达上限。',
  NotTheDrafter: '只有发起草案的一方可以这样做。',
  DrafterStays: '发起草案的一方不能离席，请改为撤回草案。',

  SeatUnknown: '草案中没有这个当事方，请使用条款中的名称。',
  SeatTaken: a => `${a.party ?? '该方'}的席位已有人担任，请先移出其账户。`,
  SeatEmpty: a => `${a.party ?? '该方'}的席位尚无人担任，请邀请其账户。`,
  SeatDiffers: a => `条款中${a.party ?? '该方'}的收款账户与在席账户不同，请改为一致或更换在席者。`,
  AlreadySeated: a => `该账户已作为${a.party ?? '另一方'}参与，每个席位需要各自的账户。`,
  InvitationUnknown: '邀请不存在或已失效，请索取新的邀请。',
  InvitationExpired: a => `邀请的有效期至 ${time(a.expiredAt)}，请索取新的邀请。`,
  InvitationForAnother: '该邀请属于另一个账户，请用那个账户登录。',

  SnapshotUnknown: '草案从未有过这一版本的条款。',
  SnapshotOutdated: '条款期间已被修改，请重新阅读后确认现在的内容。',
  ConfirmationUnsigned: '签名不是该账户对这些条款的签名，请重新签署。',
  ConfirmationTooEarly: a => `各方按所列顺序确认，${a.party ?? '另一方'}在您之前。`,
  ConfirmationMissing: a => `尚有未确认者：${Array.isArray(a.parties) ? a.parties.join('、') : '其他各方'}。`,
  ProposalDiffers: '提交的条款与各方确认的不一致，请原样提交。',
  AgreementOnChain: '条款已提交上链，请改为在链上拒签。',

  EndsBeforeSigning: a => `协议于 ${time(a.given)} 结束，而签署可至 ${time(a.limit)}，请更正其一。`,
  FigureAgainstWords: a => `数字“${a.figure ?? ''}”与其后的大写或文字“${a.words ?? ''}”不一致，请更正其一。`,

  ChangeDoesNotFit: '该修改与原有内容不符。',
  JournalUnreadable: a => `日志第 ${a.sequence ?? '?'} 条不是有效记录。`,
  JournalGap: a => `日志第 ${a.sequence ?? '?'} 条缺失或次序有误。`,
  JournalAltered: a => `日志第 ${a.sequence ?? '?'} 条与写下一条时已不相同。`,
  JournalClock: a => `日志第 ${a.sequence ?? '?'} 条的时间早于前一条。`,
  JournalForeign: '这是另一份草案的日志。',
  JournalChanges: a => `日志第 ${a.sequence ?? '?'} 条的修改与此前的条款不符。`,
  JournalTerms: a => `日志第 ${a.sequence ?? '?'} 条的修改得不到它所指明的条款。`,
  JournalSignature: a => `日志第 ${a.sequence ?? '?'} 条的确认不是其作者所签。`,
  JournalIncomplete: '日志末尾有记录缺失或被改动。',

  ParcelUnreadable: '无法读取：这不是另一台设备给出的文件或二维码，或内容不完整。',
  ParcelOfAnother: '这来自另一个人，只有同一个人的设备才能取回。请在右上角选择您的身份。',
  CodeUnreadable: '图片中没有找到二维码，请换一张更清晰的图片。',
  FileNotJournal: '该文件不是草案日志。',
  NothingToSign: '目前没有需要签署的内容。',
}
