import type { ClauseLine } from '@concordat/sdk/views.ts'
import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Unit } from '../lib/format.ts'
import { useFormat } from '../lib/useFormat.ts'
import { Amount } from './Amount.tsx'

type LineReasonProps = { line: ClauseLine; unit: Unit; title: string | null; single: boolean }

/** Why money moved: "12.34 because clause 3, tier 2, March". */
export function LineReason({ line, unit, title, single }: LineReasonProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const parts = [
    title ? t('line.clauseNamed', { number: line.clause + 1, title }) : t('line.clause', { number: line.clause + 1 }),
    line.tier === null ? null : t('line.tier', { number: line.tier }),
    line.month === null ? null : format.month(line.month),
  ]
  return (
    <Text size="sm" c="dimmed">
      {!single && (
        <>
          <Amount value={line.amount} unit={unit} />
          {' · '}
        </>
      )}
      {parts.filter(part => part !== null).join(' · ')}
    </Text>
  )
}
