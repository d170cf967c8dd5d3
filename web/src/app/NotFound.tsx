import { Button, Stack } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../components/PageHeader.tsx'

/** The page of addresses that lead nowhere. */
export function NotFound() {
  const { t } = useTranslation()
  return (
    <Stack gap="xl" align="flex-start">
      <PageHeader title={t('error.notFoundTitle')} lead={t('error.notFoundText')} />
      <Button renderRoot={props => <Link to="/" {...props} />}>{t('nav.home')}</Button>
    </Stack>
  )
}
