import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser'
import { ConcordatError } from '../../errors/concordatError.ts'

/** The largest file that is read, in bytes: some hundred thousand entries. */
export const largestFile = 32 * 1024 * 1024

const unreadable = (message: string) => new ConcordatError('FileNotXml', { message })

/** Elements that may be there more than once, where this code looks at them. */
const repeated = new Set([
  ...['Stmt', 'Bal', 'Ntry', 'NtryDtls', 'TxDtls', 'Ustrd', 'Strd', 'PmtInf', 'CdtTrfTxInf'],
  ...['OrgnlPmtInfAndSts', 'TxInfAndSts', 'StsRsnInf', 'AddtlInf'],
])

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  removeNSPrefix: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  // Characters by their number; entities that a file declares cannot be there, because no document type is.
  htmlEntities: true,
  isArray: name => repeated.has(name),
})

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  format: true,
  indentBy: '  ',
})

/**
 * What a message of ISO 20022 holds below its `Document`, as plain objects; texts stay texts. Nothing outside the file is ever
 * looked up: a document type, with which a file could ask for that, is refused.
 * @param namespace The message's own, by which its version is known.
 */
export function readMessage(bytes: Uint8Array, namespace: string): unknown {
  return readMessageOf(bytes, [namespace]).body
}

/** The same of one of several messages, and which it is. */
export function readMessageOf(bytes: Uint8Array, namespaces: string[]): { namespace: string; body: unknown } {
  if (bytes.length > largestFile)
    throw new ConcordatError('StatementTooLarge', { given: bytes.length, limit: largestFile })
  const text = decode(bytes)
  // Also inside comments and texts: no bank has a reason to write it.
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new ConcordatError('FileDeclaresEntities')
  const encoding = /^<\?xml[^>]*\bencoding\s*=\s*["']([^"']+)/.exec(text)?.[1] ?? 'UTF-8'
  if (encoding.toUpperCase() !== 'UTF-8') throw unreadable(`it is encoded as ${encoding}, expected UTF-8`)
  const checked = XMLValidator.validate(text)
  if (checked !== true) throw unreadable(`line ${checked.err.line}: ${checked.err.msg}`)
  const root = parse(text)
  const given = namespaceOf(text)
  if (Object.keys(root).join() !== 'Document' || given === undefined || !namespaces.includes(given))
    throw new ConcordatError('MessageUnknown', {
      given: given === undefined ? (Object.keys(root)[0] ?? 'nothing') : messageName(given),
      expected: namespaces.map(messageName).join(' / '),
    })
  const body = root.Document
  if (typeof body !== 'object' || body === null) return { namespace: given, body }
  const own = Object.entries(body).filter(([name]) => !name.startsWith('@'))
  return { namespace: given, body: Object.fromEntries(own) }
}

/** A message's name and version, as banks know it. */
const messageName = (namespace: string) => namespace.slice(namespace.lastIndexOf(':') + 1)

/** The lines, counted from 1, on which the elements of this name begin. */
export function linesOf(bytes: Uint8Array, name: string): number[] {
  // A comment may show one and is none.
  const text = decode(bytes).replace(/<!--[\s\S]*?-->/g, comment => comment.replace(/[^\n]/g, ' '))
  const lines: number[] = []
  let line = 1
  for (const [found, tag] of text.matchAll(new RegExp(`\\n|<((?:[\\w.-]+:)?${name})[\\s/>]`, 'g'))) {
    if (tag !== undefined) lines.push(line)
    if (found.endsWith('\n')) line++
  }
  return lines
}

/** A message as a file. */
export function writeMessage(namespace: string, body: object): string {
  return builder.build({
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    Document: { '@xmlns': namespace, ...body },
  })
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw unreadable('it is no UTF-8')
  }
}

function parse(text: string): Record<string, unknown> {
  try {
    return parser.parse(text) as Record<string, unknown>
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error))
  }
}

/** The namespace of the root, with or without a prefix. */
function namespaceOf(text: string): string | undefined {
  const start = /<(?:([\w.-]+):)?Document\b([^>]*)>/.exec(text)
  if (!start) return undefined
  const name = start[1] === undefined ? 'xmlns' : `xmlns:${start[1]}`
  return new RegExp(`(?:^|\\s)${name.replaceAll('.', '\\.')}\\s*=\\s*["']([^"']*)["']`).exec(start[2] ?? '')?.[1]
}
