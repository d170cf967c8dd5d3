import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { build, type Plugin } from 'vite'

/**
 * Builds `verify.html` after the app: one file with script and styles inside, which works from disk and can be kept beside
 * the proofs it checks.
 */
export function verifyPage(): Plugin {
  let outDir = ''
  return {
    name: 'verify-page',
    apply: 'build',
    configResolved: config => {
      outDir = resolve(config.root, config.build.outDir)
    },
    closeBundle: async () => {
      await build({
        configFile: false,
        root: import.meta.dirname,
        publicDir: false,
        logLevel: 'warn',
        plugins: [react(), inlined()],
        build: {
          ...{ outDir, emptyOutDir: false, target: 'es2022', modulePreload: false, cssCodeSplit: false },
          ...{ assetsInlineLimit: Number.POSITIVE_INFINITY, chunkSizeWarningLimit: 3_000 },
          rolldownOptions: { input: `${import.meta.dirname}/verify.html`, output: { codeSplitting: false } },
        },
      })
    },
  }
}

function inlined(): Plugin {
  return {
    name: 'inlined',
    enforce: 'post',
    generateBundle: (_, bundle) => {
      const files = Object.entries(bundle)
      const page = files.find(([name]) => name.endsWith('.html'))?.[1]
      if (page?.type !== 'asset') throw new Error('vite built no page')
      let html = String(page.source)
      for (const [name, file] of files) {
        if (file === page) continue
        // The end of a script in a text inside the script would end it.
        const content = file.type === 'chunk' ? file.code.replaceAll('</script', '<\\/script') : String(file.source)
        const tag = file.type === 'chunk' ? 'script' : 'style'
        const reference = new RegExp(`<(script|link)[^>]*(src|href)="[^"]*${name}"[^>]*>(</script>)?`)
        if (!reference.test(html)) throw new Error(`the page does not refer to ${name}`)
        html = html.replace(reference, () => `<${tag}${tag === 'script' ? ' type="module"' : ''}>${content}</${tag}>`)
        delete bundle[name]
      }
      page.source = html
    },
  }
}
