import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { Badge, Group } from '@mantine/core'
import { IconCheck, IconClockHour4, IconUserQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../lib/useFormat.ts'

/** Who has confirmed the terms as they are now, at a glance. */
export function Confirmations({ view }: { view: DraftView }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Group gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('draft.act.confirmations')}>
      {view.seats.map(seat => {
        const confirmation = view.confirmations.find(each => each.account === seat.account)
        const state = confirmation ? 'confirmed' : seat.account ? 'waiting' : 'empty'
        const Icon = { confirmed: IconCheck, waiting: IconClockHour4, empty: IconUserQuestion }[state]
        return (
          <li key={seat.id}>
            <Badge
              size="lg"
              color={{ confirmed: 'green', waiting: 'yellow', empty: 'gray' }[state]}
              leftSection={<Icon size={14} aria-hidden />}
              title={confirmation ? format.dateTime(confirmation.at) : undefined}
            >
              {t(`draft.act.seat.${state}`, { party: seat.party })}
            </Badge>
          </li>
        )
      })}
    </Group>
  )
}
