import type { AgreementView, OpinionView } from '@concordat/sdk/views.ts'
import { Alert, List, Loader, Text, ThemeIcon, Timeline } from '@mantine/core'
import { IconAlertCircle, IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FactButton } from '../../components/FactButton.tsx'
import { describeRefusal } from '../../lib/messages.ts'
import type { AgreementRail } from '../../lib/rails/rail.ts'
import { opinionsQuery, quorumsQuery } from '../../lib/reads.ts'
import { useFormat } from '../../lib/useFormat.ts'
import type { CheckoutState } from './queries.ts'
import { Received } from './Received.tsx'
import { usePaymentStanding } from './usePaymentStanding.ts'

type ProgressStepsProps = { agreement: AgreementView; rail: AgreementRail; checkout: CheckoutState }

/** Paid, told to the nodes, confirmed by them, booked, divided: each as it happens. */
export function ProgressSteps({ agreement, rail, checkout }: ProgressStepsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { fact, booking, settled } = usePaymentStanding(agreement, checkout.subject)
  const quorum = useQuery(quorumsQuery).data?.find(({ id }) => id === rail.quorum)
  const opinions = useQuery({
    ...opinionsQuery(checkout.subject ? { subject: checkout.subject } : {}),
    enabled: checkout.subject !== null && !fact,
    refetchInterval: 1_500,
  })
  const signed = fact?.confirmedBy.length ?? countSigned(opinions.data ?? [])
  const members = fact?.members.length ?? quorum?.members.length ?? 0
  const needed = fact?.needed ?? quorum?.needed ?? 0
  const done = [checkout.state === 'paid', checkout.seq !== null || fact !== undefined, fact !== undefined, settled]
  const active = done.findIndex(each => !each)
  const current = active < 0 ? done.length : active

  const step = (index: number, title: string, text: ReactNode) => (
    <Timeline.Item
      key={title}
      title={<Text fw={index === current ? 600 : 400}>{title}</Text>}
      bullet={<Bullet index={index} current={current} />}
    >
      <Text size="sm" c="dimmed" component="div">
        {text}
      </Text>
    </Timeline.Item>
  )
  return (
    <div role="status" aria-live="polite">
      <Timeline active={current} bulletSize={24} lineWidth={2}>
        {step(0, t('pay.step.authorised'), checkout.payment && t('pay.step.authorisedText', { id: checkout.payment }))}
        {step(1, t('pay.step.told'), current >= 1 && t('pay.step.toldText'))}
        {step(
          2,
          t('pay.step.confirmed', { count: signed, members }),
          fact ? (
            <FactButton digest={fact.digest} about={format.money(checkout.amount, checkout.currency)} />
          ) : (
            current >= 2 && t('pay.step.confirmedText', { count: needed })
          ),
        )}
        {step(
          3,
          t('pay.step.split'),
          current >= 3 && <Received agreement={agreement} booking={booking} settled={settled} />,
        )}
      </Timeline>
      {!fact && <Objections opinions={opinions.data ?? []} />}
    </div>
  )
}

function Bullet({ index, current }: { index: number; current: number }) {
  if (index < current)
    return (
      <ThemeIcon size={22} radius="xl">
        <IconCheck size={14} aria-hidden />
      </ThemeIcon>
    )
  return index === current ? <Loader size={12} color="white" /> : null
}

const countSigned = (opinions: OpinionView[]) =>
  new Set(opinions.filter(({ digest }) => digest !== null).map(({ address }) => address)).size

/** Which nodes do not confirm the payment, and why. */
function Objections({ opinions }: { opinions: OpinionView[] }) {
  const { t, i18n } = useTranslation()
  const against = opinions.flatMap(({ node, dissent }) => (dissent ? [{ node, dissent }] : []))
  if (against.length === 0) return null
  return (
    <Alert
      mt="md"
      color="yellow"
      radius="lg"
      icon={<IconAlertCircle aria-hidden />}
      title={t('facts.dissentTitle', { count: against.length })}
    >
      <List size="sm">
        {against.map(({ node, dissent }) => (
          <List.Item key={node}>
            {node}: {describeRefusal(dissent, i18n.language)}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
