import { Box, Group, NumberInput, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { partyColor } from '../../../lib/palette.ts'
import { useFormat } from '../../../lib/useFormat.ts'
import { useDraft } from '../document/DraftContext.tsx'
import type { DraftShares } from '../document/model.ts'
import { fieldId, type Path, pathText } from '../document/paths.ts'
import { Here } from './Here.tsx'
import { asMode, modeOf, sharesSum } from './shares.ts'
import { useField } from './useField.ts'

type SharesFieldProps = { path: Path; label: string }

/** Who gets what part: in percent, or in weights; with what they come to. */
export function SharesField({ path, label }: SharesFieldProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const { terms } = useDraft()
  const { value, put, input } = useField(path)
  const shares = (value ?? {}) as DraftShares
  const mode = modeOf(shares)
  const sum = sharesSum(shares)
  const receivers = [...terms.parties, ...terms.registers]
  const complete = mode === 'weights' ? sum > 0 : sum === 100
  return (
    <Stack
      gap="xs"
      component="fieldset"
      id={fieldId(pathText(path))}
      tabIndex={-1}
      style={{ border: 0, padding: 0, margin: 0 }}
    >
      <Group justify="space-between" gap="xs">
        <Text component="legend" size="sm" fw={500} style={{ float: 'left' }}>
          {label}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={t('draft.shares.mode', { field: label })}
          value={mode}
          readOnly={input.readOnly}
          onChange={next => put(asMode(shares, next as 'percent' | 'weights'))}
          data={[
            { value: 'percent', label: t('draft.shares.percent') },
            { value: 'weights', label: t('draft.shares.weights') },
          ]}
        />
      </Group>
      <SimpleGrid cols={{ base: 2, md: 3, xl: 4 }} spacing="sm">
        {receivers.map((receiver, index) => (
          <Share
            key={receiver.id}
            path={[...path, receiver.name]}
            name={receiver.name}
            color={partyColor(index)}
            mode={mode}
          />
        ))}
      </SimpleGrid>
      <Text size="sm" fw={500} role="status" c={complete ? 'var(--amount-in)' : 'var(--danger)'}>
        {mode === 'weights'
          ? t('draft.shares.sumWeights', { sum: format.number(sum) })
          : complete
            ? t('draft.shares.sumFull')
            : t('draft.shares.sumPercent', { sum: format.bps(Math.round(sum * 100)) })}
      </Text>
    </Stack>
  )
}

type ShareProps = { path: Path; name: string; color: string; mode: 'percent' | 'weights' }

function Share({ path, name, color, mode }: ShareProps) {
  const { value, put, input, person } = useField(path)
  const number = value === undefined ? '' : Number(String(value).replace('%', ''))
  return (
    <NumberInput
      {...input}
      size="sm"
      label={
        <Group component="span" gap={6} display="inline-flex">
          <Box component="span" aria-hidden w={9} h={9} style={{ borderRadius: 5, background: color }} />
          {name}
          <Here person={person} />
        </Group>
      }
      value={Number.isNaN(number) ? '' : number}
      onChange={next =>
        put(next === '' || Number(next) === 0 ? undefined : mode === 'percent' ? `${next}%` : Number(next))
      }
      suffix={mode === 'percent' ? '%' : ''}
      allowDecimal={mode === 'percent'}
      decimalScale={5}
      allowNegative={false}
      min={0}
      hideControls
    />
  )
}
