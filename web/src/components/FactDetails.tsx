import type { FactView, OpinionView } from '@concordat/sdk/views.ts'
import { Alert, Badge, Group, List, Stack, Text } from '@mantine/core'
import { IconCheck, IconMinus, IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Address, type Hex, isAddressEqual } from 'viem'
import { useDirectory } from '../lib/directory.ts'
import { describeRefusal } from '../lib/messages.ts'
import { factQuery, opinionsQuery } from '../lib/reads.ts'
import { useFormat } from '../lib/useFormat.ts'
import { HexText } from './HexText.tsx'
import { QueryState } from './QueryState.tsx'

/** A fact by its digest: what it says and who stands behind it. */
export function FactByDigest({ digest }: { digest: Hex }) {
  const query = useQuery(factQuery(digest))
  return (
    <QueryState query={query} height={90}>
      {fact => <FactDetails fact={fact} />}
    </QueryState>
  )
}

/** Who confirmed a fact, who did not, and why. */
export function FactDetails({ fact }: { fact: FactView }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const { nameOf } = useDirectory()
  const opinions = useQuery(opinionsQuery({ subject: fact.subject }))
  const dissentOf = (member: Address) => opinions.data?.find(each => isDissentOf(each, member, fact.digest)) ?? null
  const isConfirmed = (member: Address) => fact.confirmedBy.some(each => isAddressEqual(each, member))
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Badge color="green">
          {t('fact.confirmed', { count: fact.confirmedBy.length, members: fact.members.length })}
        </Badge>
        <Text size="sm" c="dimmed">
          {t('fact.needed', { count: fact.needed })} · {t('fact.recordedAt', { date: format.dateTime(fact.timestamp) })}
        </Text>
      </Group>
      <List listStyleType="none" spacing={6}>
        {fact.members.map(member => {
          const dissent = dissentOf(member)
          const confirmed = isConfirmed(member)
          const reason = dissent?.dissent
          return (
            <List.Item
              key={member}
              icon={
                confirmed ? (
                  <IconCheck size={18} color="var(--amount-in)" aria-hidden />
                ) : reason ? (
                  <IconX size={18} color="var(--mantine-color-red-6)" aria-hidden />
                ) : (
                  <IconMinus size={18} aria-hidden />
                )
              }
            >
              <Text span fw={500}>
                {nameOf(member)}
              </Text>{' '}
              <Text span c="dimmed" size="sm">
                {confirmed ? t('fact.didConfirm') : reason ? t('fact.didDissent') : t('fact.didNothing')}
              </Text>
              {reason && !confirmed && <Text size="sm">{describeRefusal(reason, i18n.language)}</Text>}
            </List.Item>
          )
        })}
      </List>
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          {t('fact.digest')}
        </Text>
        <HexText value={fact.digest} label={t('fact.digest')} />
      </Group>
      {opinions.isError && (
        <Alert color="yellow" role="status">
          {t('fact.noOpinions')}
        </Alert>
      )}
    </Stack>
  )
}

const isDissentOf = (opinion: OpinionView, member: Address, digest: Hex) =>
  isAddressEqual(opinion.address, member) && (opinion.dissent !== null || opinion.digest !== digest)
