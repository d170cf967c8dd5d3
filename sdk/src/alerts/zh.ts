import type { AlertKind } from './en.ts'
import type { AlertParts, AlertSentences } from './sentence.ts'

/** The latest change, and how many there are beside it. */
function changes({ place, change, before, after, count }: AlertParts): string {
  if (place === '') return ''
  const verb = { changed: '', added: '新增', removed: '删除' }[change]
  const value =
    before && after ? `（${before} → ${after}）` : after ? `（${after}）` : before ? `（原为 ${before}）` : ''
  const more = count > 1 ? `，另有 ${count - 1} 处` : ''
  return `：${verb}${place}${change === 'changed' ? value : ''}${more}`
}

const said = (text: string) => (text === '' ? '' : `：${text}`)

/** Chinese sentences by the kind of alert. */
export const alertsZh: Pick<AlertSentences, AlertKind> = {
  signatureNeeded: a => `等待您签署：“${a.about}”的协议，截止 ${a.until}`,
  amendmentWaits: a => `“${a.about}”的协议变更等待您签署，截止 ${a.until}`,
  counterpartySigned: a =>
    a.missing === 0
      ? `${a.by} 已签署“${a.about}”的条款，各方均已签署`
      : `${a.by} 已签署“${a.about}”的条款，还缺 ${a.missing} 方签名`,
  counterpartyDeclined: a => `${a.by} 拒绝了“${a.about}”的条款：${a.reason}`,
  concluded: a => `“${a.about}”的协议已生效`,
  amended: a => `“${a.about}”变更后的条款已生效`,
  monthClosed: a => `“${a.about}”${a.month}已结算：您分得 ${a.share}`,
  paymentDue: a => `“${a.about}”${a.month}结算后仍欠 ${a.amount}：收入不足`,
  readingsReported: a => `“${a.about}”于 ${a.day}报告了 ${a.count} 项读数`,
  milestoneReported: a => `“${a.about}”报告“${a.text}”已达成：节点正在核实`,
  milestoneReached: a => `“${a.about}”条款 ${a.clause} 的约定事项已确认`,
  milestoneMissed: a => `“${a.about}”条款 ${a.clause} 的约定事项逾期`,
  paymentsReceived: a => `“${a.about}”于 ${a.day}收到 ${a.count} 笔付款，共 ${a.amount}`,
  refundsBooked: a => `“${a.about}”于 ${a.day}退款 ${a.count} 笔，共 ${a.amount}`,
  shareReceived: a => `您于 ${a.day}收到协议分配款 ${a.amount}`,
  moneyReceived: a => `您收到 ${a.amount}`,
  paymentFailed: a => `向“${a.about}”支付的 ${a.amount} 未成功：协议不接受付款，款项已退回付款人`,
  frozen: a => `仲裁人已暂停“${a.about}”的付款，最迟至 ${a.until}`,
  resumed: a => `“${a.about}”的付款已恢复：仲裁人结束了暂停`,
  terminated: a => `各方已终止“${a.about}”的协议`,
  superseded: a => `“${a.about}”的协议已由后续合约取代`,
  completed: a => `“${a.about}”的协议已完成`,
  terminateSigned: a =>
    a.missing === 0
      ? `${a.by} 同意终止“${a.about}”的协议，各方均已同意`
      : `${a.by} 同意终止“${a.about}”的协议，还有 ${a.missing} 方未同意`,
  freezeSigned: a =>
    a.missing === 0
      ? `${a.by} 同意暂停“${a.about}”的付款，同意的仲裁人已足够`
      : `${a.by} 提议暂停“${a.about}”的付款，还需 ${a.missing} 名仲裁人同意`,
  resumeSigned: a =>
    a.missing === 0
      ? `${a.by} 同意恢复“${a.about}”的付款，同意的仲裁人已足够`
      : `${a.by} 提议恢复“${a.about}”的付款，还需 ${a.missing} 名仲裁人同意`,
  terminateWithdrawn: a => `${a.by} 不再同意终止“${a.about}”的协议`,
  freezeWithdrawn: a => `${a.by} 不再提议暂停“${a.about}”的付款`,
  resumeWithdrawn: a => `${a.by} 不再提议恢复“${a.about}”的付款`,
  signatureDue: a => `提醒：“${a.about}”的条款须在 ${a.until}前签署`,
  signatureLapsed: a => `“${a.about}”条款的签署期限已过`,
  readingDue: a => `“${a.about}”${a.month}的读数须在 ${a.until}前提交`,
  readingOverdue: a => `“${a.about}”${a.month}的读数已逾期：任何人均可按约定的默认值结算`,
  milestoneDue: a => `“${a.about}”条款 ${a.clause} 的约定事项须在 ${a.until}前完成`,
  endsSoon: a => `“${a.about}”的协议将于 ${a.until}到期`,
  freezeLapsed: a => `“${a.about}”的暂停已结束，付款已恢复`,
  draftInvited: a => `${a.by} 邀请您参与起草“${a.about}”`,
  draftAmending: a => `${a.by} 正在起草对“${a.about}”的修改，请在确认前参与`,
  draftRestarted: a => `${a.by} 以原文本重新开始了草案“${a.about}”，您的席位已保留`,
  draftEdited: a => `${a.by} 修改了草案“${a.about}”${changes(a)}`,
  draftCommented: a => `${a.by} 对草案“${a.about}”发表了${a.count > 1 ? ` ${a.count} 条` : ''}意见${said(a.text)}`,
  draftSuggested: a => `${a.by} 对草案“${a.about}”提出了修改建议${changes(a)}`,
  draftSuggestionAccepted: a => `${a.by} 采纳了草案“${a.about}”中的一条建议${changes(a)}`,
  draftSuggestionRejected: a => `${a.by} 否决了草案“${a.about}”中的一条建议${changes(a)}`,
  draftJoined: a => `${a.by} 加入了草案“${a.about}”`,
  draftRemoved: a => `${a.by} 空出了草案“${a.about}”中 ${a.party} 的席位${said(a.reason)}`,
  draftConfirmed: a => `${a.by} 确认了草案“${a.about}”`,
  draftUnconfirmed: a => `${a.by} 撤回了对草案“${a.about}”的确认`,
  draftConfirmationVoided: a => `您对“${a.about}”的确认已失效：${a.by} 修改了草案`,
  draftObjected: a => `${a.by} 对草案“${a.about}”提出异议${said(a.text)}`,
  draftReady: a => `各方均已确认草案“${a.about}”：可以提出签署`,
  draftProposed: a => `${a.by} 已提出“${a.about}”的条款供签署`,
  draftWithdrawn: a => `${a.by} 撤回了草案“${a.about}”${said(a.reason)}`,
  draftDue: a => `提醒：草案“${a.about}”须在 ${a.until}前确认、提出并签署`,
  draftLapsed: a => `“${a.about}”约定的签署期限已过：请另定日期，或撤回草案`,
}

/** What an alert of a kind says that this version has no sentence for. */
export const otherZh = (about: string) => `“${about}”有新动态`
