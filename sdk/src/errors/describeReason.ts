import { sentences } from './sentences.ts'
import { serviceSentences } from './serviceSentences.ts'

/**
 * The English sentence for a reason: what was given, what was expected, what to do.
 * @param code The error's name: a contract's custom error or one of the sdk's own.
 * @param args The evidence by name, as the contract's error declares it.
 */
export function describeReason(code: string, args: Record<string, unknown> = {}): string {
  const sentence = sentences[code]
  if (sentence) return sentence(args)
  const known = serviceSentences[code]
  if (known) return known
  const evidence = Object.entries(args).map(([name, value]) => `${name} ${String(value)}`)
  return evidence.length === 0 ? `Refused: ${code}.` : `Refused: ${code} (${evidence.join(', ')}).`
}
