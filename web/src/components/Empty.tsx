import { EmptyState } from '@mantine/core'
import type { ReactNode } from 'react'

type EmptyProps = { icon: ReactNode; title: string; text?: string; children?: ReactNode }

/** Says that there is nothing yet, and what would put something here. */
export function Empty({ icon, title, text, children }: EmptyProps) {
  return (
    <EmptyState py="lg" icon={icon} variant="light" title={title} description={text}>
      {children && <EmptyState.Actions>{children}</EmptyState.Actions>}
    </EmptyState>
  )
}
