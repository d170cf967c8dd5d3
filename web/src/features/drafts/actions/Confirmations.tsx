import type { DraftView } from '@concordat/sdk/drafts/views.ts'
import { Badge, Group } from '@mantine/core'
import { IconCheck, IconClockHour4, IconCloudUp, IconUserQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../lib/useFormat.ts'
import { useKept } from '../transfer/useKept.ts'

const icons = { confirmed: IconCheck, kept: IconCloudUp, waiting: IconClockHour4, empty: IconUserQuestion }
const colors = { confirmed: 'green', kept: 'blue', waiting: 'yellow', empty: 'gray' }

/** Who has confirmed the terms as they are now, at a glance. */
export function Confirmations({ view }: { view: DraftView }) {
  const { t } = useTranslation()
  const format = useFormat()
  const kept = useKept(view)
  return (
    <Group gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('draft.act.confirmations')}>
      {view.seats.map(seat => {
        const confirmation = view.confirmations.find(each => each.account === seat.account)
        const isKept = kept !== null && kept === seat.account
        const state = confirmation ? 'confirmed' : isKept ? 'kept' : seat.account ? 'waiting' : 'empty'
        const Icon = icons[state]
        return (
          <li key={seat.id}>
            <Badge
              size="lg"
              color={colors[state]}
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
