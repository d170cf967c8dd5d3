import type { AccountView, AgreementView } from '@concordat/sdk/views.ts'
import { Button, Group, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconCash, IconClockHour4, IconMoodCheck, IconSignature } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isAddressEqual } from 'viem'
import { Empty } from '../../components/Empty.tsx'
import { Section } from '../../components/Section.tsx'
import { WaitingText } from '../../components/WaitingText.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { agreementQuery } from '../../lib/reads.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { nowSeconds, waitingOf } from '../../lib/waiting.ts'

/** How many running agreements are looked into for what they wait for. */
const watched = 10

/** What needs the reader: agreements to sign, money to withdraw, months that wait. */
export function Tasks({ account }: { account: AccountView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { businessOf } = useDirectory()
  const running = account.agreements.filter(each => each.status === 'effective' || each.status === 'frozen')
  const details = useQueries({
    queries: running.slice(0, watched).map(each => agreementQuery(each.root)),
    combine: results => results.flatMap(result => (result.data ? [result.data] : [])),
  })
  const toSign = account.agreements.filter(
    each =>
      each.status === 'proposed' &&
      each.parties.some(party => isAddressEqual(party.account, account.address) && !party.signed),
  )
  const balances = account.balances.filter(balance => BigInt(balance.amount) > 0n)
  const waiting = details.flatMap(detail => urgentOf(detail))
  if (toSign.length + balances.length + waiting.length === 0) {
    return (
      <Section title={t('home.tasks')}>
        <Empty icon={<IconMoodCheck aria-hidden />} title={t('home.noTasks')} text={t('home.noTasksText')} />
      </Section>
    )
  }
  return (
    <Section title={t('home.tasks')}>
      <Stack component="ul" gap="md" p={0} m={0} style={{ listStyle: 'none' }}>
        {toSign.map(each => (
          <Task
            key={each.root}
            icon={<IconSignature size={20} aria-hidden />}
            title={t('home.toSign', { name: businessOf(each.business) })}
            text={t('home.toSignText', { date: format.dateTime(each.signBy) })}
            action={
              <Button
                size="sm"
                renderRoot={props => <Link to="/agreements/$root" params={{ root: each.root }} {...props} />}
              >
                {t('home.review')}
              </Button>
            }
          />
        ))}
        {balances.map(({ asset, amount }) => (
          <Task
            key={asset.id}
            icon={<IconCash size={20} aria-hidden />}
            title={t('home.toWithdraw', { amount: format.amount(amount, asset) })}
            text={t('home.toWithdrawText')}
            action={
              <Button
                size="sm"
                variant="default"
                renderRoot={props => <Link to="/accounts/$address" params={{ address: account.address }} {...props} />}
              >
                {t('home.withdraw')}
              </Button>
            }
          />
        ))}
        {waiting.map(({ agreement, wait }) => (
          <Task
            key={`${agreement.root}${wait.kind}${'month' in wait ? wait.month : wait.until}`}
            icon={<IconClockHour4 size={20} aria-hidden />}
            title={businessOf(agreement.business)}
            text={<WaitingText waiting={wait} />}
            action={
              <Button
                size="sm"
                variant="default"
                renderRoot={props => <Link to="/agreements/$root" params={{ root: agreement.root }} {...props} />}
              >
                {t('home.open')}
              </Button>
            }
          />
        ))}
      </Stack>
    </Section>
  )
}

const urgentOf = (agreement: AgreementView) =>
  waitingOf(agreement, nowSeconds())
    .filter(wait => wait.kind !== 'monthEnd')
    .map(wait => ({ agreement, wait }))

type TaskProps = { icon: ReactNode; title: string; text: ReactNode; action: ReactNode }

function Task({ icon, title, text, action }: TaskProps) {
  return (
    <Group component="li" justify="space-between" gap="sm">
      <Group wrap="nowrap" gap="md" style={{ flex: '1 1 260px' }}>
        <ThemeIcon variant="light" size={40} radius="xl">
          {icon}
        </ThemeIcon>
        <div>
          <Text fw={600}>{title}</Text>
          <Text size="sm" c="dimmed">
            {text}
          </Text>
        </div>
      </Group>
      {action}
    </Group>
  )
}
