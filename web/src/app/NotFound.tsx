import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../components/Empty.tsx'

/** The page of addresses that lead nowhere. */
export function NotFound() {
  const { t } = useTranslation()
  return (
    <Empty icon={<IconMapOff aria-hidden />} title={t('error.notFoundTitle')} text={t('error.notFoundText')}>
      <Button renderRoot={props => <Link to="/" {...props} />}>{t('nav.home')}</Button>
    </Empty>
  )
}
