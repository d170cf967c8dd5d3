import type { Sentences } from './sentence.ts'

type Problem = { path: string; code: string; args?: Record<string, unknown>; message: string }

/** Lists what is wrong with terms, each with its place in the file. */
export function describeProblems(problems: unknown, sentences: Sentences): string {
  const list = Array.isArray(problems) ? (problems as Problem[]) : []
  const lines = list.map(({ path, code, args, message }) => {
    const sentence = sentences[code]
    const text = typeof sentence === 'function' ? sentence(args ?? {}) : sentence
    return `${path}：${text ?? message}`
  })
  return `条款中有 ${list.length} 处问题。${lines.join(' ')}`
}
