import { Group, NumberInput, Select, SimpleGrid, Slider, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatUnits, parseUnits } from 'viem'
import { Section } from '../../components/Section.tsx'
import type { Unit } from '../../lib/format.ts'
import { useFormat } from '../../lib/useFormat.ts'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import { type Assumptions, longest, meteredClauses } from './scenario.ts'

type ControlsProps = {
  readable: ReadableTerms
  asset: Unit
  assumptions: Assumptions
  onChange: (next: Assumptions) => void
  unlocked: (number | undefined)[]
  onUnlocked: (next: (number | undefined)[]) => void
}

const toUnits = (value: string | number, decimals: number) =>
  value === '' ? 0n : parseUnits(Number(value).toFixed(decimals), decimals)

/** The first month, growth, length, and when milestones are reached. */
export function Controls({ readable, asset, assumptions, onChange, unlocked, onUnlocked }: ControlsProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { terms, words, text } = readable
  const senior = terms.rules.monthly.length
  const percent = (value: number) =>
    new Intl.NumberFormat(format.locale, {
      style: 'percent',
      maximumFractionDigits: 1,
      signDisplay: 'exceptZero',
    }).format(value / 100)
  return (
    <Section title={t('whatIf.assume')} lead={t('whatIf.assumeLead')}>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="lg">
        <NumberInput
          label={t('whatIf.revenue', { currency: asset.symbol })}
          value={Number(formatUnits(assumptions.revenue, asset.decimals))}
          onChange={value => onChange({ ...assumptions, revenue: toUnits(value, asset.decimals) })}
          decimalScale={asset.decimals}
          thousandSeparator=","
          min={0}
        />
        {meteredClauses(terms).map(clause => {
          const meter = words.meterOf(terms.rules.monthly[clause]?.meter ?? '0x')
          const { decimals } = meter
          return (
            <NumberInput
              key={clause}
              label={t('whatIf.quantity', { meter: meter.name, unit: meter.unit })}
              value={Number(formatUnits(assumptions.quantities[clause] ?? 0n, decimals))}
              onChange={value =>
                onChange({
                  ...assumptions,
                  quantities: assumptions.quantities.with(clause, toUnits(value, decimals)),
                })
              }
              decimalScale={decimals}
              thousandSeparator=","
              min={0}
            />
          )
        })}
        {terms.rules.clauses.map((clause, index) =>
          clause.lock.by === 0 ? null : (
            <Select
              // biome-ignore lint/suspicious/noArrayIndexKey: a clause is known by its place
              key={index}
              label={t('whatIf.milestone', {
                name: words.milestoneOf(clause.lock.subject) ?? text.clauses[senior + index]?.title ?? '',
              })}
              value={unlocked[index] === undefined ? 'never' : String(unlocked[index])}
              onChange={value => {
                const next = [...unlocked]
                next[index] = value === null || value === 'never' ? undefined : Number(value)
                onUnlocked(next)
              }}
              allowDeselect={false}
              data={[
                { value: 'never', label: t('whatIf.never') },
                ...Array.from({ length: assumptions.months }, (_, month) => ({
                  value: String(month),
                  label: t('whatIf.inMonth', { number: month + 1 }),
                })),
              ]}
            />
          ),
        )}
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl" pb="lg">
        <Stack gap="xs">
          <Group justify="space-between">
            <Text size="sm" fw={500} id="growth-label">
              {t('whatIf.growth')}
            </Text>
            <Text size="sm">{percent(assumptions.growth)}</Text>
          </Group>
          <Slider
            min={-20}
            max={20}
            step={0.5}
            value={assumptions.growth}
            onChange={growth => onChange({ ...assumptions, growth })}
            label={percent}
            thumbProps={{ 'aria-labelledby': 'growth-label' }}
            marks={[-20, -10, 0, 10, 20].map(value => ({ value, label: percent(value) }))}
          />
        </Stack>
        <Stack gap="xs">
          <Group justify="space-between">
            <Text size="sm" fw={500} id="months-label">
              {t('whatIf.length')}
            </Text>
            <Text size="sm">{t('whatIf.months', { count: assumptions.months })}</Text>
          </Group>
          <Slider
            min={1}
            max={longest}
            value={assumptions.months}
            onChange={months => onChange({ ...assumptions, months })}
            label={null}
            thumbProps={{ 'aria-labelledby': 'months-label' }}
            marks={[12, 24, 36, 48].map(value => ({ value, label: format.number(value) }))}
          />
        </Stack>
      </SimpleGrid>
    </Section>
  )
}
