import { SimpleGrid, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

/** The cards of a page that is a list, under a heading for whoever goes from heading to heading. */
export function CardGrid({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <section>
      <VisuallyHidden component="h2">{t('common.list')}</VisuallyHidden>
      <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="lg">
        {children}
      </SimpleGrid>
    </section>
  )
}
