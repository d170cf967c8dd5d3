import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { AgreementPage } from '../features/agreements/AgreementPage.tsx'

export function AgreementRoute() {
  const { root } = useParams({ from: '/agreements/$root' })
  const { tab } = useSearch({ from: '/agreements/$root' })
  const navigate = useNavigate({ from: '/agreements/$root' })
  return (
    <AgreementPage
      key={root}
      root={root}
      tab={tab ?? null}
      onTab={next => navigate({ search: { tab: next }, replace: true, resetScroll: false })}
    />
  )
}
