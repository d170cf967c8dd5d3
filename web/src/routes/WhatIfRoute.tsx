import { useNavigate, useSearch } from '@tanstack/react-router'
import { WhatIfPage } from '../features/simulate/WhatIfPage.tsx'

export function WhatIfRoute() {
  const { agreement } = useSearch({ from: '/what-if' })
  const navigate = useNavigate({ from: '/what-if' })
  return (
    <WhatIfPage
      agreement={agreement ?? null}
      onAgreement={root => navigate({ search: root ? { agreement: root } : {}, replace: true })}
    />
  )
}
