import type { error as source } from '../en/error.ts'

export const error: typeof source = {
  title: '操作未成功',
  code: '代码',
  retry: '重试',
  unknown: '发生了意外情况。请重试；如仍然出现，请将代码告知本服务的运维人员。',
  pageTitle: '无法显示此页',
  notFoundTitle: '此地址没有内容',
  notFoundText: '链接可能有误，或其内容属于另一个系统。',
}
