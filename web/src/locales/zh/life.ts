import type { life as source } from '../en/life.ts'

export const life: typeof source = {
  life: {
    title: '暂停与终止',
    sectionLead: '各方可在方便时签署；签名足够之前不会发生任何变化。',
    progress: '需要 {{needed}} 个签名，已有 {{given}} 个',
    signed: '您的签名已保存',
    waits: '已通知其他各方；签名足够后即可执行。',
    carryOut: '立即执行',
    withdraw: '撤回我的签名',
    notWhileFrozen: '付款暂停期间不能终止协议。',
    terminate: {
      title: '提前终止协议',
      lead: '须经全体参与方同意；此前收到的款项仍会结算。',
      note: '您的签名针对当前版本的条款；在各方全部签署之前可以撤回。',
      sure: '我同意终止该协议',
      sign: '同意终止',
      done: '协议已终止',
    },
    freeze: {
      title: '暂停付款',
      lead: '仲裁人可在条款允许的期限内暂停付款。',
      note: '款项照常收取和记账，但在暂停结束前不对外支付。',
      sure: '我以仲裁人身份确认须暂停付款',
      sign: '确认暂停',
      done: '付款已暂停',
    },
    resume: {
      title: '恢复付款',
      lead: '仲裁人可提前结束暂停。',
      note: '付款立即恢复；剩余的暂停期限以后仍可使用。',
      sure: '我以仲裁人身份确认可以恢复付款',
      sign: '确认恢复',
      done: '付款已恢复',
    },
    complete: {
      title: '完成协议',
      lead: '协议期限已届满。完成后将支付全部余额，任何人均可执行。',
      note: '须先结算所有月份；完成后协议不再接受款项。',
      run: '完成协议',
      done: '协议已完成',
    },
  },
}
