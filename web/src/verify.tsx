import '@mantine/core/styles.css'
import './app/global.css'
import { MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { theme } from './app/theme.ts'
import { VerifyPage } from './features/proof/VerifyPage.tsx'
import { startTexts } from './lib/i18n.ts'

await startTexts()

const root = document.getElementById('root')
if (!root) throw new Error('The page has no place for the app')

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <VerifyPage />
    </MantineProvider>
  </StrictMode>,
)
