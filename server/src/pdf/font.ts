import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'

const file = new URL('./font/NotoSans.ttf.br', import.meta.url)
let known: Promise<Buffer> | undefined

/** The font of every document: Latin, Greek, Cyrillic, kana and Chinese. Of it only what a document uses is embedded. */
export function readFont(): Promise<Buffer> {
  known ??= readFile(file).then(promisify(brotliDecompress))
  return known
}
