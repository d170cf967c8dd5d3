import { Stack } from '@mantine/core'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { AgreementPage } from '../features/agreements/AgreementPage.tsx'
import { LifeSection } from '../features/agreements/life/LifeSection.tsx'

export function AgreementRoute() {
  const { root } = useParams({ from: '/agreements/$root' })
  const { tab } = useSearch({ from: '/agreements/$root' })
  const navigate = useNavigate({ from: '/agreements/$root' })
  return (
    <Stack key={root} gap="xl">
      <AgreementPage
        root={root}
        tab={tab ?? null}
        onTab={next => navigate({ search: { tab: next }, replace: true, resetScroll: false })}
      />
      <LifeSection root={root} />
    </Stack>
  )
}
