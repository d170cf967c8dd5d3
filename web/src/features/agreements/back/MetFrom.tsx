import { Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Unit } from '../../../lib/format.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import type { Allotted } from './allot.ts'

/** What a refund was met from, part by part, and what is still owed of it. */
export function MetFrom({ met, unit, won }: { met: Allotted; unit: Unit; won: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const parts = (['atOnce', 'later', 'reserve', 'owed'] as const).filter(part => met[part] > 0n)
  return (
    <Stack gap={2}>
      {won && <Text size="sm">{t('back.wonText')}</Text>}
      {parts.map(part => (
        <Text key={part} size="sm" {...(part === 'owed' ? { c: 'var(--attention)', fw: 600 } : {})}>
          {t(`back.met.${part}`, { amount: format.amount(met[part], unit) })}
        </Text>
      ))}
    </Stack>
  )
}
