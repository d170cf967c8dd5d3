import type { AccountView, AgreementView } from '@concordat/sdk/views.ts'
import { IconCash, IconClockHour4 } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { WaitingText } from '../../../components/WaitingText.tsx'
import { useDirectory } from '../../../lib/directory.ts'
import { agreementQuery } from '../../../lib/reads.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { nowSeconds, waitingOf } from '../../../lib/waiting.ts'
import type { TaskItem } from '../Task.tsx'

/** How many running agreements are looked into for what they wait for. */
const watched = 10

/** Money to withdraw, and months that nobody read in time: anyone may settle them now. */
export function useMoneyTasks({ address, agreements, balances }: AccountView): TaskItem[] {
  const { t } = useTranslation()
  const format = useFormat()
  const { businessOf } = useDirectory()
  const running = agreements.filter(each => each.status === 'effective' || each.status === 'frozen')
  const details = useQueries({
    queries: running.slice(0, watched).map(each => agreementQuery(each.root)),
    combine: results => results.flatMap(result => (result.data ? [result.data] : [])),
  })
  const credited = balances.filter(({ amount }) => BigInt(amount) > 0n)
  const amounts = credited.map(({ asset, amount }) => format.amount(amount, asset))
  const withdraw = {
    key: 'withdraw',
    icon: <IconCash size={20} aria-hidden />,
    title: t('home.toWithdraw', { amount: format.list(amounts) }),
    text: t('home.toWithdrawText'),
    link: { to: '/accounts/$address', params: { address } } as const,
    label: t('home.withdraw'),
    calm: true,
  }
  return [
    ...(credited.length > 0 ? [withdraw] : []),
    ...details.flatMap(overdueOf).map(({ agreement, wait }) => ({
      key: `${agreement.root}${wait.month}`,
      icon: <IconClockHour4 size={20} aria-hidden />,
      title: businessOf(agreement.business),
      text: <WaitingText waiting={wait} />,
      link: { to: '/agreements/$root', params: { root: agreement.root } } as const,
      label: t('home.open'),
      calm: true,
    })),
  ]
}

const overdueOf = (agreement: AgreementView) =>
  waitingOf(agreement, nowSeconds()).flatMap(wait =>
    wait.kind === 'reading' && wait.overdue ? [{ agreement, wait }] : [],
  )
