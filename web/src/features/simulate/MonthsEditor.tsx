import { Button, Collapse, FileButton, Group, Table, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFileSpreadsheet, IconTableOptions } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from '../../components/ErrorState.tsx'
import { Section } from '../../components/Section.tsx'
import type { Unit } from '../../lib/format.ts'
import { parseAmount } from '../../lib/format.ts'
import { describeCode } from '../../lib/messages.ts'
import { useFormat } from '../../lib/useFormat.ts'
import type { ReadableTerms } from '../../lib/useTerms.ts'
import { readBills } from './readBills.ts'
import { type MeterDecimals, meteredClauses, type Row, readSigned } from './scenario.ts'
import { useMonthLabel } from './useMonthLabel.ts'

type MonthsEditorProps = {
  readable: ReadableTerms
  asset: Unit
  rows: Row[]
  onChange: (rows: Row[]) => void
  meters: MeterDecimals
}

/** Every month on its own: typed, or taken from a bills file. */
export function MonthsEditor({ readable, asset, rows, onChange, meters }: MonthsEditorProps) {
  const { t, i18n } = useTranslation()
  const { locale } = useFormat()
  const { terms, words } = readable
  const [opened, { toggle, open }] = useDisclosure()
  const [error, setError] = useState<unknown>(null)
  const monthLabel = useMonthLabel(terms)
  const metered = meteredClauses(terms)
  const change = (index: number, part: Partial<Row>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...part } : row)))
  const wrong = (isWrong: boolean) => (isWrong ? describeCode('AmountInvalid', {}, i18n.language) : null)
  const importFile = async (file: File | null) => {
    if (!file) return
    try {
      const revenue = readBills(await file.text(), asset.decimals)
      const last = rows.at(-1)?.quantities ?? terms.rules.monthly.map(() => '0')
      onChange(revenue.map((amount, index) => ({ revenue: amount, quantities: rows[index]?.quantities ?? last })))
      setError(null)
      open()
    } catch (thrown) {
      setError(thrown)
    }
  }
  return (
    <Section
      title={t('whatIf.monthByMonth')}
      lead={t('whatIf.monthByMonthLead')}
      actions={
        <Group gap="sm">
          <FileButton accept=".csv,text/csv" onChange={importFile}>
            {props => (
              <Button
                size="sm"
                variant="default"
                leftSection={<IconFileSpreadsheet size={17} aria-hidden />}
                {...props}
              >
                {t('whatIf.importBills')}
              </Button>
            )}
          </FileButton>
          <Button
            size="sm"
            variant="default"
            leftSection={<IconTableOptions size={17} aria-hidden />}
            onClick={toggle}
            aria-expanded={opened}
          >
            {opened ? t('whatIf.hideMonths') : t('whatIf.editMonths')}
          </Button>
        </Group>
      }
    >
      {error !== null && <ErrorState error={error} />}
      <Collapse expanded={opened}>
        <Table.ScrollContainer minWidth={280 + 150 * metered.length}>
          <Table aria-label={t('whatIf.monthByMonth')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('months.month')}</Table.Th>
                <Table.Th>{t('whatIf.revenueOf', { currency: asset.symbol })}</Table.Th>
                {metered.map(clause => {
                  const meter = words.meterOf(terms.rules.monthly[clause]?.meter ?? '0x')
                  return <Table.Th key={clause}>{t('figure.inUnit', { name: meter.name, unit: meter.unit })}</Table.Th>
                })}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a month is known by its place
                <Table.Tr key={index}>
                  <Table.Th scope="row" fw={500}>
                    {monthLabel(index)}
                  </Table.Th>
                  <Table.Td>
                    <TextInput
                      size="xs"
                      inputMode="decimal"
                      aria-label={t('whatIf.revenueIn', { month: monthLabel(index) })}
                      value={row.revenue}
                      onChange={event => change(index, { revenue: event.currentTarget.value })}
                      error={wrong(readSigned(row.revenue, asset.decimals, locale) === null)}
                    />
                  </Table.Td>
                  {metered.map(clause => (
                    <Table.Td key={clause}>
                      <TextInput
                        size="xs"
                        inputMode="decimal"
                        aria-label={t('whatIf.quantityIn', { month: monthLabel(index) })}
                        value={row.quantities[clause] ?? '0'}
                        onChange={event =>
                          change(index, { quantities: row.quantities.with(clause, event.currentTarget.value) })
                        }
                        error={wrong(parseAmount(row.quantities[clause] ?? '0', meters[clause] ?? 0, locale) === null)}
                      />
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Collapse>
    </Section>
  )
}
