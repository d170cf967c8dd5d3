import type { alerts as source } from '../en/alerts.ts'

export const alerts: typeof source = {
  alerts: {
    title: '提醒',
    lead: '与您的协议、草案和资金有关的动态。在一台设备上已读，所有设备均为已读。',
    bell_one: '{{count}} 条未读提醒',
    bell_other: '{{count}} 条未读提醒',
    unread: '未读',
    shown: '显示哪些提醒',
    readAll: '全部标为已读',
    all: '全部提醒与邮件设置',
    empty: '暂无提醒',
    emptyText: '需要您处理的事项和资金变动会显示在这里。',
  },
  mail: {
    title: '邮件提醒',
    lead: '每条提醒只发送一次，使用您选择的语言；已在此处阅读的不再发送。',
    address: '邮箱地址',
    save: '保存',
    stop: '不发送邮件',
    confirmed: '提醒将发送至 {{address}}。',
    waiting: '已向 {{address}} 发送含链接的邮件，打开链接后即可收到提醒。',
    caught: '查看本开发服务器的邮件',
    confirmTitle: '确认您的邮箱地址',
    confirmLead: '确认后，您的提醒将发送至该邮箱。',
    confirm: '确认该地址',
    confirmDone: '邮箱地址已确认',
  },
}
