import { BaseError as SdkError } from '@concordat/sdk/errors/base.ts'
import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import { describeReason } from '@concordat/sdk/errors/describeReason.ts'
import { reasonOf } from '@concordat/sdk/errors/reasonOf.ts'
import { sentences } from '@concordat/sdk/errors/sentences.ts'
import { serviceSentences } from '@concordat/sdk/errors/serviceSentences.ts'
import { zhServices } from '@concordat/sdk/errors/zhServices.ts'
import { BaseError, UserRejectedRequestError } from 'viem'
import { ApiError } from './api.ts'
import { en } from './reasons/en.ts'
import type { Evidence } from './reasons/sentence.ts'
import { zh } from './reasons/zh.ts'

/** What went wrong, as a reader is told. */
export type Described = { code: string; sentence: string; detail: string | null }

type Failure = { code: string; evidence: Evidence; message: string | null }

/** The sentence of a reason code in a language, or null; the code is the contracts' and the server's own word. */
export function describeCode(code: string, evidence: Evidence, language: string): string | null {
  if (language === 'zh') return say(zh[code] ?? zhServices[code], evidence)
  const known = code in sentences || code in serviceSentences
  return say(en[code], evidence) ?? (known ? describeReason(code, evidence) : null)
}

/** The sentence of a reason that came with English words: they name what was given, so they are kept where they are read. */
export function describeRefusal({ code, message }: { code: string; message: string }, language: string): string {
  const own = describeCode(code, { message }, language)
  return language === 'zh' ? (own ?? message) : message || (own ?? code)
}

/** Turns anything thrown into a code and a sentence in the reader's language. */
export function describeError(error: unknown, language: string): Described {
  const { code, evidence, message } = failureOf(error)
  const known = describeCode(code, evidence, language)
  // The server's own sentence names what was given and what to do; it is English.
  if (language !== 'zh' && message && error instanceof ApiError && !(code in en)) {
    return { code, sentence: message, detail: null }
  }
  if (known) return { code, sentence: known, detail: code === 'Unknown' ? message : null }
  const unknown = describeCode('Unknown', {}, language) ?? code
  // Without a sentence of its own, the words that came along are better than none.
  return { code, sentence: unknown, detail: message }
}

function say(sentence: string | ((evidence: Evidence) => string) | undefined, evidence: Evidence): string | null {
  if (sentence === undefined) return null
  return typeof sentence === 'string' ? sentence : sentence(evidence)
}

function failureOf(error: unknown): Failure {
  if (error instanceof ApiError) {
    const evidence = typeof error.details === 'object' && error.details !== null ? (error.details as Evidence) : {}
    return { code: error.code, evidence, message: error.message }
  }
  if (error instanceof ConcordatError) return { code: error.code, evidence: error.args, message: error.shortMessage }
  if (error instanceof SdkError) return { code: error.code, evidence: {}, message: error.shortMessage }
  if (error instanceof BaseError) return failureOfChain(error)
  if (error instanceof Error && error.message in en) return { code: error.message, evidence: {}, message: null }
  return { code: 'Unknown', evidence: {}, message: error instanceof Error ? error.message : String(error) }
}

function failureOfChain(error: BaseError): Failure {
  if (error.walk(each => each instanceof UserRejectedRequestError)) {
    return { code: 'WalletRefused', evidence: {}, message: null }
  }
  const reason = reasonOf(error)
  if (reason) return { code: reason.code, evidence: reason.args, message: reason.message }
  if (error.walk(each => (each as { name?: string }).name === 'HttpRequestError')) {
    return { code: 'Unreachable', evidence: {}, message: error.shortMessage }
  }
  return { code: error.name, evidence: {}, message: error.shortMessage }
}
