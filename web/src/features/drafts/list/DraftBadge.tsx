import type { DraftState } from '@concordat/sdk/drafts/views.ts'
import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const colors: Record<DraftState, string> = {
  negotiating: 'blue',
  proposed: 'yellow',
  effective: 'green',
  withdrawn: 'gray',
  declined: 'red',
  lapsed: 'gray',
}

/** The state of a draft. */
export function DraftBadge({ state }: { state: DraftState }) {
  const { t } = useTranslation()
  return (
    <Badge color={colors[state]} style={{ flex: 'none' }}>
      {t(`drafts.state.${state}`)}
    </Badge>
  )
}
