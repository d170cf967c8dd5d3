import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build, type Plugin } from 'vite'

/**
 * Builds `sw.js` once all pages are there: it names every file of the app, so that a device keeps exactly one version of it
 * and opens it without the server.
 */
export function serviceWorker(): Plugin {
  let outDir = ''
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved: config => {
      outDir = resolve(config.root, config.build.outDir)
    },
    closeBundle: {
      sequential: true,
      order: 'post',
      handler: async () => {
        await build({
          configFile: false,
          root: import.meta.dirname,
          publicDir: false,
          logLevel: 'warn',
          define: { appFiles: JSON.stringify(appFiles(outDir)), 'process.env.NODE_ENV': '"production"' },
          build: {
            ...{ outDir, emptyOutDir: false, target: 'es2022', modulePreload: false },
            rolldownOptions: {
              input: join(import.meta.dirname, 'src/worker/serviceWorker.ts'),
              output: { format: 'iife', entryFileNames: 'sw.js' },
            },
          },
        })
      },
    },
  }
}

// The names of assets carry the hash of their content; of the others it is told apart. Letters are many megabytes: those of
// the app's own words come along, others once they are used.
function appFiles(outDir: string): { url: string; revision: string | null }[] {
  const files = globSync('**/*.{html,js,css,svg,png,webmanifest,woff2}', { cwd: outDir })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => file !== 'sw.js' && (!file.endsWith('.woff2') || /inter-latin-wght/.test(file)))
    .sort()
  for (const page of ['index.html', 'verify.html'])
    if (!files.includes(page)) throw new Error(`${page} is not built yet`)
  return files.map(file => ({
    url: `/${file}`,
    revision: file.startsWith('assets/') ? null : hashOf(join(outDir, file)),
  }))
}

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)
