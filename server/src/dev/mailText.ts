/** The plain text of a letter as `createPost` writes it: its parts are base64. */
export function textOf(source: string): string {
  const [, body = ''] = source.match(/Content-Type: text\/plain[\s\S]*?\r?\n\r?\n([A-Za-z0-9+/=\r\n]*)/) ?? []
  return Buffer.from(body, 'base64').toString('utf8')
}
