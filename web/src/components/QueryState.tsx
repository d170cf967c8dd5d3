import { Skeleton, VisuallyHidden } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorState } from './ErrorState.tsx'
import { PageError } from './PageError.tsx'
import { PageSkeleton } from './PageSkeleton.tsx'

type QueryStateProps<T> = {
  query: UseQueryResult<T>
  children: (data: T) => ReactNode
  /** What to show instead while there is nothing. */
  empty?: ReactNode
  isEmpty?: (data: T) => boolean
  /** The height of a part of a page, in pixels; without it the whole page waits. */
  height?: number
}

/** Shows loading, error, empty or the content of a reading. */
export function QueryState<T>({ query, children, empty, isEmpty, height }: QueryStateProps<T>) {
  const { t } = useTranslation()
  if (query.data !== undefined) {
    return empty && isEmpty?.(query.data) ? empty : children(query.data)
  }
  const retry = () => query.refetch()
  if (height === undefined) return query.isError ? <PageError error={query.error} retry={retry} /> : <PageSkeleton />
  if (query.isError) return <ErrorState error={query.error} retry={retry} />
  return (
    <div role="status" aria-busy>
      <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
      <Skeleton height={height} radius="lg" />
    </div>
  )
}
