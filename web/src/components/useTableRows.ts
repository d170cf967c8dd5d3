import { useMemo, useState } from 'react'

export type Sort = { key: string; descending: boolean }

type Sortable<T> = { key: string; sort?: (row: T) => string | number | bigint }

type TableRows<T> = {
  rows: T[]
  columns: Sortable<T>[]
  search: string
  textOf: (row: T) => string
  initialSort: Sort | null
  pageSize: number
}

/** Finds, orders and cuts the rows of a table. */
export function useTableRows<T>({ rows, columns, search, textOf, initialSort, pageSize }: TableRows<T>) {
  const [sort, setSort] = useState(initialSort)
  const [wanted, setPage] = useState(1)

  const ordered = useMemo(() => {
    const words = search.trim().toLowerCase()
    const found = words === '' ? rows : rows.filter(row => textOf(row).toLowerCase().includes(words))
    const value = columns.find(column => column.key === sort?.key)?.sort
    return sort && value ? orderBy(found, value, sort.descending) : found
  }, [rows, columns, search, textOf, sort])

  const pages = Math.max(1, Math.ceil(ordered.length / pageSize))
  const page = Math.min(wanted, pages)
  const sortBy = (key: string) =>
    setSort(before => ({ key, descending: before?.key === key ? !before.descending : false }))
  return {
    shown: ordered.slice((page - 1) * pageSize, page * pageSize),
    found: ordered.length,
    sort,
    sortBy,
    page,
    pages,
    setPage,
  }
}

/** Orders rows by a value; equal ones keep their order. */
export function orderBy<T>(rows: T[], value: (row: T) => string | number | bigint, descending: boolean): T[] {
  const sign = descending ? -1 : 1
  return rows.toSorted((left, right) => {
    const [a, b] = [value(left), value(right)]
    return a === b ? 0 : (a < b ? -1 : 1) * sign
  })
}
