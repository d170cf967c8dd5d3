import { MantineProvider, mergeThemeOverrides } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { ActorProvider } from '../lib/actor.tsx'
import { ApiError } from '../lib/api.ts'
import { ChainProvider } from '../lib/chain.tsx'
import { router } from './router.tsx'
import { closingWords, theme } from './theme.ts'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // Without a network a reading fails, and what this device has itself is shown; with the network it is repeated.
      networkMode: 'always',
      refetchOnReconnect: true,
      // A refusal stays one; only what could not be reached is worth another attempt.
      retry: (count, error) => count < 2 && (!(error instanceof ApiError) || error.code === 'Unreachable'),
    },
    mutations: { networkMode: 'always' },
  },
})

export function App() {
  const { t } = useTranslation()
  const worded = useMemo(() => mergeThemeOverrides(theme, closingWords(t('common.close'))), [t])
  return (
    <MantineProvider theme={worded} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <ChainProvider>
          <ActorProvider>
            <Notifications position="bottom-right" />
            <RouterProvider router={router} />
          </ActorProvider>
        </ChainProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
