import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ErrorState } from './ErrorState.tsx'
import { PageHeader } from './PageHeader.tsx'

/** A page of which nothing can be shown, and why. */
export function PageError({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation()
  return (
    <Stack gap="xl">
      <PageHeader title={t('error.pageTitle')} />
      <ErrorState error={error} {...(retry ? { retry } : {})} />
    </Stack>
  )
}
