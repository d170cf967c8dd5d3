import { Button, Center } from '@mantine/core'
import { useTranslation } from 'react-i18next'

type MoreButtonProps = { query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } }

/** Reads the next part of a long list. */
export function MoreButton({ query }: MoreButtonProps) {
  const { t } = useTranslation()
  if (!query.hasNextPage) return null
  return (
    <Center>
      <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        {t('common.more')}
      </Button>
    </Center>
  )
}
