import { Group, Pagination, Stack, Table, Text, TextInput, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconSearch, IconSelector } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Sort, useTableRows } from './useTableRows.ts'

export type Column<T> = {
  key: string
  label: string
  render: (row: T) => ReactNode
  /** What to sort by; without it the column cannot be sorted. */
  sort?: (row: T) => string | number | bigint
  align?: 'right'
  /** The cells say themselves what they are: the label is only for those who hear the table. */
  quiet?: true
}

type DataTableProps<T> = {
  caption: string
  rows: T[]
  columns: Column<T>[]
  keyOf: (row: T) => string
  /** The text a search looks into; without it there is no search. */
  textOf?: (row: T) => string
  initialSort?: Sort
  pageSize?: number
  foot?: ReactNode
}

/** A table to search, sort and page through; on a phone every row becomes a card. */
export function DataTable<T>({
  caption,
  rows,
  columns,
  keyOf,
  textOf,
  initialSort,
  pageSize = 12,
  foot,
}: DataTableProps<T>) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const { shown, sort, sortBy, page, pages, setPage, found } = useTableRows({
    rows,
    columns,
    search: textOf ? search : '',
    textOf: textOf ?? (() => ''),
    initialSort: initialSort ?? null,
    pageSize,
  })
  return (
    <Stack gap="sm">
      {textOf && rows.length > pageSize && (
        <TextInput
          value={search}
          onChange={event => setSearch(event.currentTarget.value)}
          leftSection={<IconSearch size={16} aria-hidden />}
          placeholder={t('common.search')}
          aria-label={`${t('common.search')}: ${caption}`}
          maw={320}
        />
      )}
      <Table.ScrollContainer minWidth={0}>
        <Table className="stack-table" role="table" aria-label={caption} highlightOnHover>
          <Table.Thead role="rowgroup">
            <Table.Tr role="row">
              {columns.map(column => (
                <Table.Th
                  key={column.key}
                  role="columnheader"
                  ta={column.align ?? 'left'}
                  aria-sort={sort?.key === column.key ? (sort.descending ? 'descending' : 'ascending') : undefined}
                >
                  <Heading column={column} sort={sort} onSort={sortBy} />
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody role="rowgroup">
            {shown.map(row => (
              <Table.Tr key={keyOf(row)} role="row">
                {columns.map(column => (
                  <Table.Td
                    key={column.key}
                    role="cell"
                    data-label={column.quiet ? '' : column.label}
                    className={column.align === 'right' ? 'number' : undefined}
                  >
                    {column.render(row)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
          {foot}
        </Table>
      </Table.ScrollContainer>
      {found === 0 && (
        <Text size="sm" c="dimmed">
          {t('common.noMatch')}
        </Text>
      )}
      {pages > 1 && (
        <Group justify="space-between">
          <Text size="sm" c="dimmed" role="status">
            {t('common.page', { page, pages })}
          </Text>
          <Pagination
            size="sm"
            total={pages}
            value={page}
            onChange={setPage}
            getControlProps={control => ({
              'aria-label': control === 'previous' ? t('common.previousPage') : t('common.nextPage'),
            })}
          />
        </Group>
      )}
    </Stack>
  )
}

function Heading<T>({ column, sort, onSort }: SortButtonProps<T>) {
  if (column.quiet) return <VisuallyHidden>{column.label}</VisuallyHidden>
  return column.sort ? <SortButton column={column} sort={sort} onSort={onSort} /> : column.label
}

type SortButtonProps<T> = { column: Column<T>; sort: Sort | null; onSort: (key: string) => void }

function SortButton<T>({ column, sort, onSort }: SortButtonProps<T>) {
  const { t } = useTranslation()
  const active = sort?.key === column.key
  const Icon = active ? (sort.descending ? IconArrowDown : IconArrowUp) : IconSelector
  return (
    <UnstyledButton
      fz="sm"
      fw={600}
      onClick={() => onSort(column.key)}
      title={t('common.sortBy', { column: column.label })}
      style={{ display: 'inline-flex', alignItems: 'center', gap: 4, whiteSpace: 'nowrap' }}
    >
      {column.label}
      <Icon size={14} aria-hidden opacity={active ? 1 : 0.45} />
    </UnstyledButton>
  )
}
