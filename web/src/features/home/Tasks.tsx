import type { AccountView, AgreementView } from '@concordat/sdk/views.ts'
import { Button, Stack } from '@mantine/core'
import { IconCash, IconClockHour4, IconMoodCheck, IconSignature } from '@tabler/icons-react'
import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { isAddressEqual } from 'viem'
import { Empty } from '../../components/Empty.tsx'
import { Section } from '../../components/Section.tsx'
import { WaitingText } from '../../components/WaitingText.tsx'
import { useDirectory } from '../../lib/directory.ts'
import { agreementQuery } from '../../lib/reads.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { nowSeconds, waitingOf } from '../../lib/waiting.ts'
import { Task } from './Task.tsx'
import { useAmendmentsToSign } from './useAmendmentsToSign.ts'

/** How many running agreements are looked into for what they wait for. */
const watched = 10

/** What needs the reader: terms to sign, money to withdraw, months that are overdue. */
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
  const toAmend = useAmendmentsToSign(account)
  const balances = account.balances.filter(balance => BigInt(balance.amount) > 0n)
  const waiting = details.flatMap(detail => urgentOf(detail))
  if (toSign.length + toAmend.length + balances.length + waiting.length === 0) {
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
        {toAmend.map(({ agreement, pending }) => (
          <Task
            key={pending.digest}
            icon={<IconSignature size={20} aria-hidden />}
            title={t('home.toAmend', { name: businessOf(agreement.business) })}
            text={t('home.toSignText', { date: format.dateTime(pending.signBy) })}
            action={
              <Button
                size="sm"
                renderRoot={props => <Link to="/agreements/$root" params={{ root: agreement.root }} {...props} />}
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
            key={`${agreement.root}${wait.month}`}
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

/** Months that nobody read in time: anyone may settle them now. */
const urgentOf = (agreement: AgreementView) =>
  waitingOf(agreement, nowSeconds()).flatMap(wait =>
    wait.kind === 'reading' && wait.overdue ? [{ agreement, wait }] : [],
  )
