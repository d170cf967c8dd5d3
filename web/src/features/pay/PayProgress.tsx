import type { AgreementView } from '@concordat/sdk/views.ts'
import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { IconCheck, IconClockHour4, IconCreditCardOff, IconPlugConnectedX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { QueryState } from '../../components/QueryState.tsx'
import { Section } from '../../components/Section.tsx'
import { ApiError } from '../../lib/api.ts'
import type { AgreementRail } from '../../lib/rails/rail.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { ProgressSteps } from './ProgressSteps.tsx'
import { type CheckoutState, checkoutQuery } from './queries.ts'
import { useDeclineText } from './useDeclineText.ts'

type PayProgressProps = { agreement: AgreementView; rail: AgreementRail; id: string; onAgain: () => void }

/** How far a payment is, from the processor's page to the last receiver. */
export function PayProgress({ agreement, rail, id, onAgain }: PayProgressProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(checkoutQuery(id))
  const away = query.isError && query.data !== undefined
  const down = query.error instanceof ApiError && query.error.code === 'ProcessorUnavailable'
  return (
    <Stack gap="lg">
      {(away || down) && (
        <Alert role="alert" color="yellow" radius="lg" icon={<IconPlugConnectedX aria-hidden />} title={t('pay.down')}>
          {t('pay.downText')}
        </Alert>
      )}
      {!(down && query.data === undefined) && (
        <QueryState query={query} height={300}>
          {checkout => (
            <Section
              title={format.money(checkout.amount, checkout.currency)}
              lead={t('pay.forPurpose', { purpose: checkout.purpose, payer: checkout.payer })}
            >
              <Standing checkout={checkout} onAgain={onAgain} />
              {(checkout.state === 'paid' || checkout.state === 'processing') && (
                <ProgressSteps agreement={agreement} rail={rail} checkout={checkout} />
              )}
            </Section>
          )}
        </QueryState>
      )}
    </Stack>
  )
}

/** What the payer can still do. */
function Standing({ checkout, onAgain }: { checkout: CheckoutState; onAgain: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const declineText = useDeclineText()
  const { state, declined, url, expiresAt } = checkout
  if (state === 'paid')
    return (
      <Alert role="status" color="green" radius="lg" icon={<IconCheck aria-hidden />} title={t('pay.paid')}>
        <Group gap="md">
          <Text size="sm">{t('pay.paidText')}</Text>
          {checkout.receipt && (
            <Anchor href={checkout.receipt} target="_blank" rel="noreferrer" size="sm">
              {t('pay.receipt')}
            </Anchor>
          )}
          <Anchor component="button" type="button" size="sm" onClick={onAgain}>
            {t('pay.begin')}
          </Anchor>
        </Group>
      </Alert>
    )
  if (state === 'processing')
    return (
      <Alert role="status" color="blue" radius="lg" icon={<IconClockHour4 aria-hidden />} title={t('pay.processing')}>
        {t('pay.processingText')}
      </Alert>
    )
  const expired = state === 'expired'
  const title = declined ? t('pay.declined') : expired ? t('pay.expired') : t('pay.unfinished')
  const text = declined
    ? declineText(declined)
    : expired
      ? t('pay.expiredText')
      : t('pay.openText', { date: format.dateTime(expiresAt) })
  return (
    <Alert
      role="status"
      color={declined ? 'red' : 'yellow'}
      radius="lg"
      icon={<IconCreditCardOff aria-hidden />}
      title={title}
    >
      <Stack gap="sm">
        <Text size="sm">{text}</Text>
        <Group gap="sm">
          {url && !expired && (
            <Button size="sm" component="a" href={url}>
              {t('pay.goOn')}
            </Button>
          )}
          <Button size="sm" variant="default" onClick={onAgain}>
            {t('pay.begin')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}
