import type { ErrorComponentProps } from '@tanstack/react-router'
import { PageError } from '../components/PageError.tsx'
import { NotFound } from './NotFound.tsx'

/** What a page shows that broke while being drawn. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  // An address that is not one: the parameters of the page could not be read.
  if ((error as { routerCode?: string }).routerCode === 'PARSE_PARAMS') return <NotFound />
  return <PageError error={error} retry={reset} />
}
