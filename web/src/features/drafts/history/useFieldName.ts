import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { readPath } from '../document/paths.ts'

const known = {
  title: 'draft.field.title',
  business: 'draft.field.business',
  currency: 'draft.field.currency',
  quorum: 'draft.field.quorum',
  arbiters: 'draft.field.arbiters',
  signBy: 'draft.field.signBy',
  endsAt: 'draft.field.endsAt',
  maxFreeze: 'draft.field.maxFreeze',
  ordered: 'draft.field.ordered',
  prose: 'draft.prose',
  salt: 'draft.field.salt',
  period: 'draft.field.period',
  'period.timezone': 'draft.field.timezone',
  'period.firstMonth': 'draft.field.firstMonth',
  'period.closeAfter': 'draft.field.closeAfter',
  name: 'draft.field.name',
  role: 'draft.field.role',
  account: 'draft.field.account',
  rate: 'draft.field.rate',
  limit: 'draft.field.limit',
  amount: 'draft.field.amountPlain',
  unmet: 'draft.field.unmet',
  price: 'draft.field.price',
  'price.amount': 'draft.field.price',
  'price.meter': 'draft.field.meter',
  'price.unit': 'draft.field.unit',
  'price.decimals': 'draft.field.decimals',
  'price.default': 'draft.field.default',
  shares: 'draft.field.shares',
  lock: 'draft.field.lock',
  'lock.milestone': 'draft.field.milestone',
  'lock.by': 'draft.field.lockBy',
  'lock.otherwise': 'draft.field.otherwise',
} as const

const lists = {
  parties: 'draft.item.party',
  monthly: 'draft.item.monthly',
  clauses: 'draft.item.clause',
  registers: 'draft.item.register',
} as const

/** Names a place in the terms for a reader: "Clause 2, share of Ada". */
export function useFieldName(): (path: string, withItem?: boolean) => string {
  const { t } = useTranslation()
  return useCallback(
    (path, withItem = true) => {
      const steps = readPath(path)
      const [list, index] = steps
      const isItem = typeof list === 'string' && list in lists && typeof index === 'number'
      const item = isItem ? t(lists[list as keyof typeof lists], { number: index + 1 }) : null
      const rest = isItem ? steps.slice(2) : steps
      const whole = rest.join('.')
      const isShare = rest.at(-2) === 'shares' || rest.at(-2) === 'otherwise'
      const field = isShare
        ? t(rest.at(-2) === 'shares' ? 'draft.item.share' : 'draft.item.otherwise', { name: String(rest.at(-1)) })
        : whole in known
          ? t(known[whole as keyof typeof known])
          : whole
      const list0 =
        steps.length === 1 && typeof list === 'string' && list in lists
          ? t(`draft.item.list.${list as keyof typeof lists}`)
          : null
      if (list0) return list0
      return [withItem ? item : null, field || null].filter(part => part !== null).join(' · ')
    },
    [t],
  )
}
