import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseEnv as parseFile } from 'node:util'
import { BaseError } from '@concordat/sdk/errors/base.ts'
import { type Env, parseEnv } from '../env.ts'

/** The settings in a node's folder, as `node --env-file` reads them. */
export const settingsFile = (directory: string): string => join(resolve(directory), 'node.env')

/** What the file says, word for word; nothing before it was written. */
export function readLines(directory: string): Record<string, string | undefined> {
  const file = settingsFile(directory)
  return existsSync(file) ? parseFile(readFileSync(file, 'utf8')) : {}
}

/** What a node of that folder is started with. */
export function readSettings(directory: string): Env {
  if (!existsSync(settingsFile(directory)))
    throw new BaseError(
      'NotPrepared',
      `${resolve(directory)} holds no node: prepare one with \`concordat node init\` first.`,
    )
  return parseEnv(readLines(directory))
}

/** Changes settings and keeps the others. The file is for its owner alone: it can hold the database's password. */
export function writeSettings(directory: string, changes: Record<string, string>): string {
  const file = settingsFile(directory)
  const lines = Object.entries({ ...readLines(directory), ...changes }).map(([name, value = '']) => {
    if (/['\r\n]/.test(value))
      throw new BaseError(
        'SettingUnwritable',
        `${name} holds ' or a line break, which ${file} cannot: write it without.`,
      )
    return `${name}='${value}'`
  })
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  chmodSync(file, 0o600)
  return file
}
