import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { serviceWorker } from './serviceWorker.ts'
import { verifyPage } from './verifyPage.ts'

const target = process.env.API_URL ?? 'http://localhost:4000'

// The built app talks to the server that delivers it; only the development server needs a proxy.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), verifyPage(), serviceWorker()],
  build: { outDir: 'dist', target: 'es2022', chunkSizeWarningLimit: 900 },
  server: { proxy: { '/api': { target, changeOrigin: true } } },
})
