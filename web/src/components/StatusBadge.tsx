import type { AgreementStatus } from '@concordat/sdk/views.ts'
import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const colors: Record<AgreementStatus, string> = {
  proposed: 'yellow',
  declined: 'red',
  effective: 'green',
  frozen: 'blue',
  terminated: 'gray',
  superseded: 'gray',
  completed: 'harbor',
}

/** The state of an agreement. */
export function StatusBadge({ status }: { status: AgreementStatus }) {
  const { t } = useTranslation()
  return (
    <Badge color={colors[status]} style={{ flex: 'none' }}>
      {t(`status.${status}`)}
    </Badge>
  )
}
