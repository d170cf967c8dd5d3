// Writes the vectors anew: `node vectors/generate.ts`. vectors/README.md says what they mean.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { hashes } from './source/hashes.ts'
import { months } from './source/months.ts'
import { randomStories } from './source/random.ts'
import { record } from './source/record.ts'
import * as amendments from './source/amendments.ts'
import * as stories from './source/stories.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** Every file of vectors, by path, as it must be. */
export function vectorFiles(): Record<string, string> {
  const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`
  const told = [...Object.values(stories), ...Object.values(amendments), ...randomStories()]
  const splits = told.map(story => [`splits/${story.name}.json`, json(record(story))])
  return { 'hashes.json': json(hashes()), 'months.json': json(months()), ...Object.fromEntries(splits) }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = vectorFiles()
  mkdirSync(`${folder}splits`, { recursive: true })
  for (const name of readdirSync(`${folder}splits`)) {
    if (!(`splits/${name}` in files)) rmSync(`${folder}splits/${name}`)
  }
  for (const [path, content] of Object.entries(files)) writeFileSync(`${folder}${path}`, content)
}
