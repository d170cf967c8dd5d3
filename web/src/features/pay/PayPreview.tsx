import type { AgreementView } from '@concordat/sdk/views.ts'
import { Group, Progress, Stack, Text } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Amount } from '../../components/Amount.tsx'
import { receiverName } from '../../lib/clauses/words.ts'
import { partyColor } from '../../lib/palette.ts'
import type { AgreementRail } from '../../lib/rails/rail.ts'
import { useFormat } from '../../lib/useFormat.ts'
import { useTerms } from '../../lib/useTerms.ts'
import { nowSeconds } from '../../lib/waiting.ts'
import { foretell } from './foretell.ts'

type PayPreviewProps = { agreement: AgreementView; rail: AgreementRail; amount: bigint }

/** Who would get what of a payment. */
export function PayPreview({ agreement, rail, amount }: PayPreviewProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { terms, words } = useTerms(agreement.terms, agreement.asset)
  const { reserve } = rail.processor
  const told = useMemo(
    () => (amount > 0n ? foretell(agreement, terms, { amount, now: nowSeconds(), reserve }) : null),
    [agreement, terms, amount, reserve],
  )
  if (!told)
    return (
      <Text size="sm" c="dimmed">
        {t('pay.previewEmpty')}
      </Text>
    )
  const parts = [
    ...told.receivers.map((value, index) => ({
      key: `p${index}`,
      name: receiverName(index, terms, words),
      color: partyColor(index),
      value,
    })),
    { key: 'setAside', name: t('pay.setAside'), color: '#9aa5ab', value: told.setAside },
    { key: 'withheld', name: t('pay.withheld'), color: '#b9a77a', value: told.withheld },
    { key: 'owed', name: t('pay.owed'), color: '#c98a8a', value: told.owed },
    { key: 'rest', name: t('pay.rest'), color: '#c9ced1', value: told.rest },
  ].filter(({ value }) => value > 0n)
  return (
    <Stack gap="sm" component="section" aria-label={t('pay.preview')}>
      <Text fw={600}>{t('pay.preview')}</Text>
      <Progress.Root size={10} aria-hidden>
        {parts.map(({ key, color, value }) => (
          <Progress.Section key={key} value={Number((value * 10_000n) / amount) / 100} color={color} />
        ))}
      </Progress.Root>
      <Stack gap={6} component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {parts.map(({ key, name, color, value }) => (
          <Group key={key} component="li" justify="space-between" wrap="nowrap" gap="md">
            <Group gap={8} wrap="nowrap">
              <span aria-hidden style={{ width: 10, height: 10, borderRadius: 5, background: color, flex: 'none' }} />
              <Text size="sm">{name}</Text>
            </Group>
            <Amount value={value} unit={agreement.asset} size="sm" fw={600} />
          </Group>
        ))}
      </Stack>
      <Text size="sm" c="dimmed">
        {told.month === null ? t('pay.atOnce') : t('pay.atMonthEnd', { month: format.month(told.month) })}
      </Text>
    </Stack>
  )
}
