import { Box, SimpleGrid, Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** The shape of a page while its content is being read. */
export function PageSkeleton({ standalone }: { standalone?: boolean }) {
  const { t } = useTranslation()
  return (
    <Box role="status" aria-busy p={standalone ? 'xl' : 0} maw={1160} mx={standalone ? 'auto' : 0}>
      <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
      <Stack gap="lg">
        <Skeleton height={32} width="40%" radius="md" />
        <Skeleton height={16} width="65%" radius="md" />
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <Skeleton height={104} radius="lg" />
          <Skeleton height={104} radius="lg" />
          <Skeleton height={104} radius="lg" />
        </SimpleGrid>
        <Skeleton height={260} radius="lg" />
      </Stack>
    </Box>
  )
}
