import type { archive as source } from '../en/archive.ts'

export const archive: typeof source = {
  archive: {
    from: '起始日期',
    to: '截止日期',
    sort: '排序',
    sorts: {
      newest: '最新在前',
      oldest: '最早在前',
      product: '按产品',
      revenue: '收入从高到低',
      deadline: '签署期限最近在前',
    },
  },
}
