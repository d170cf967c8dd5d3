import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Amount } from './Amount.tsx'
import type { StackedProps } from './StackedFigure.tsx'

const sum = (values: bigint[]) => values.reduce((total, value) => total + value, 0n)

/** The figures of a stacked chart. */
export function StackedTable({ caption, unit, series, points }: StackedProps) {
  const { t } = useTranslation()
  return (
    <Table.ScrollContainer minWidth={Math.max(320, 130 * (series.length + 2))}>
      <Table aria-label={caption}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className="sticky-column">{t('figure.when')}</Table.Th>
            {series.map(each => (
              <Table.Th key={each.key} ta="right">
                {each.name}
              </Table.Th>
            ))}
            <Table.Th ta="right">{t('common.total')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {points.map(point => (
            <Table.Tr key={point.label}>
              <Table.Th scope="row" fw={500} className="sticky-column">
                {point.label}
              </Table.Th>
              {series.map((each, index) => (
                <Table.Td key={each.key} className="number">
                  <Amount value={point.values[index] ?? 0n} unit={unit} bare />
                </Table.Td>
              ))}
              <Table.Td className="number">
                <Amount value={sum(point.values)} unit={unit} bare fw={600} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row" className="sticky-column">
              {t('common.total')}
            </Table.Th>
            {series.map((each, index) => (
              <Table.Td key={each.key} className="number">
                <Amount value={sum(points.map(point => point.values[index] ?? 0n))} unit={unit} fw={600} />
              </Table.Td>
            ))}
            <Table.Td className="number">
              <Amount value={sum(points.map(point => sum(point.values)))} unit={unit} fw={600} />
            </Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
    </Table.ScrollContainer>
  )
}
