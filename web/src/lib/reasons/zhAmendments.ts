import { timeText } from '@concordat/sdk/errors/evidence.ts'
import type { Evidence, Sentences } from './sentence.ts'

const clause = ({ clause: value }: Evidence) => (typeof value === 'number' ? `条款 ${value + 1} ` : '某条款')
const states: Record<string, string> = { terminated: '提前终止', superseded: '由后续协议接替', completed: '完成' }

/** Why a change of an agreement's terms is refused, or is not what it says, in Chinese. */
export const zhAmendments: Sentences = {
  NothingChanged: '条款与现行条款相同，请先修改，或保持现行条款。',
  BusinessChanged: '条款换了经营方，而协议分配的是原经营方的收款，请保持不变。',
  QuorumChanged: '条款换了确认节点，而所分配的单位由原节点确认发行，请保持不变。',
  FirstMonthChanged: a => `月份从首月 ${a.expected ?? ''} 起延续，不能改为 ${a.given ?? '其他月份'}，请保持不变。`,
  MeterChanged: a => `${clause(a)}延续的条款使用另一计量表，读数的起点不同；请保持计量表，或让条款重新开始。`,
  LockPassed: a =>
    `${clause(a)}等待的期限${a.deadline === undefined ? '' : ` ${timeText(a.deadline)} `}已过，请设定更晚的时间，或取消等待。`,
  ContinuationUnclear: a =>
    `现行条款有 ${a.expected ?? '若干'} 条，新条款有 ${a.given ?? '若干'} 条，且均未注明延续哪一条，请在延续的条款中注明。`,

  AgreementNotAmendable: a =>
    states[String(a.status)]
      ? `协议已${states[String(a.status)]}，条款不能再修改。`
      : '协议尚未生效，还没有可修改的条款。',
  AmendmentOvertaken: '期间另一项修改已生效，本草案所改的条款不再有效，请从现行条款重新开始。',
  AmendmentAmbiguous: '有多项修改等待签署，请指明其一。',
  TermsNotEditable: '现行条款含有草案无法表达的内容，请改用程序修订。',
  LeaverStays: a => `${a.party ?? '该方'}是现行条款的当事方，其签名不可缺少，在修改有结果之前保留席位。`,
  ProposerOutside: '只有现行条款的当事方可以提交修改，其他人提交的不会被采纳。',
  DraftNotOver: '草案仍在进行，请先撤回，再以其文本另起草案。',
}
