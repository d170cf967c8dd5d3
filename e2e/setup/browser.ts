import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * The browser: `CHROMIUM_PATH`, or the one that a package carries, unpacked once into a folder that bears its version.
 * Returns how Playwright starts it.
 */
export async function unpackBrowser(): Promise<{ executablePath: string; env: Record<string, string> }> {
  if (process.env.CHROMIUM_PATH) return { executablePath: process.env.CHROMIUM_PATH, env: {} }
  const manifest = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'))
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  const folder = join(tmpdir(), `concordat-chromium-${version}`)
  mkdirSync(folder, { recursive: true })
  const outside = process.env.TMPDIR
  // The package unpacks into the temporary folder, and its system libraries only where it believes to be on AWS Lambda.
  process.env.TMPDIR = folder
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x'
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    const executablePath = await chromium.executablePath()
    return {
      executablePath,
      env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: writeFontConfig(folder) },
    }
  } finally {
    delete process.env.AWS_LAMBDA_JS_RUNTIME
    if (outside === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = outside
  }
}

/** The package's own font configuration names folders of AWS Lambda; without a font the browser ends at the first text. */
function writeFontConfig(folder: string): string {
  const file = join(folder, 'fonts.conf')
  writeFileSync(
    file,
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`,
  )
  return file
}
