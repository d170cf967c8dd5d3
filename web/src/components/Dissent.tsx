import type { OpinionView } from '@concordat/sdk/views.ts'
import { Alert, List, Text } from '@mantine/core'
import { IconAlertCircle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Hex } from 'viem'
import { describeRefusal } from '../lib/messages.ts'
import { opinionsQuery } from '../lib/reads.ts'
import { useFormat } from '../lib/useFormat.ts'

const shownAtOnce = 8

/** Which nodes disagree with a reading or payment, and why; nothing where all agree. */
export function Dissent({ filter }: { filter: { agreement?: Hex; dissent: 1 } }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const query = useQuery(opinionsQuery(filter))
  const dissents = (query.data ?? []).filter(opinion => opinion.dissent !== null)
  if (dissents.length === 0) return null
  const sentence = ({ dissent }: OpinionView) => (dissent ? describeRefusal(dissent, i18n.language) : '')
  return (
    <Alert
      role="status"
      color="yellow"
      radius="lg"
      icon={<IconAlertCircle aria-hidden />}
      title={t('facts.dissentTitle', { count: dissents.length })}
    >
      <List size="sm" spacing={6}>
        {dissents.slice(0, shownAtOnce).map(opinion => (
          <List.Item key={`${opinion.node}${opinion.subject}`}>
            <Text span fw={600} size="sm">
              {opinion.node}
            </Text>{' '}
            {t('facts.dissentAt', { date: format.dateTime(opinion.at) })}: {sentence(opinion)}
          </List.Item>
        ))}
      </List>
      {dissents.length > shownAtOnce && (
        <Text size="sm" mt={6}>
          {t('facts.dissentMore', { count: dissents.length - shownAtOnce })}
        </Text>
      )}
    </Alert>
  )
}
