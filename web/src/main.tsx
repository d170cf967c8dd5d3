import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/dropzone/styles.css'
import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/noto-sans-sc/wght.css'
import './app/global.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'
import { startTexts } from './lib/i18n.ts'
import { keepApp } from './worker/newVersion.ts'

await startTexts()

const root = document.getElementById('root')
if (!root) throw new Error('The page has no place for the app')

createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)

// The development server delivers its files one by one, as they are now.
if (import.meta.env.PROD) keepApp()
