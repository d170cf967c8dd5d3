import { type Abi, decodeErrorResult, type Hex, isHex } from 'viem'
import { errorsAbi } from '../generated/abi.ts'
import { BaseError } from './base.ts'
import { ConcordatError } from './concordatError.ts'
import { describeReason } from './describeReason.ts'

/** Why something was refused. */
export type Reason = { code: string; args: Record<string, unknown>; message: string }

/** The bytes a revert carried, wherever in the chain of causes viem keeps them. */
function revertDataOf(error: unknown): Hex | undefined {
  for (let current = error; current instanceof Object; current = (current as { cause?: unknown }).cause) {
    const { data, raw } = current as { data?: unknown; raw?: unknown }
    for (const candidate of [raw, data, (data as { data?: unknown } | undefined)?.data]) {
      if (isHex(candidate) && candidate.length >= 10) return candidate
    }
  }
  return undefined
}

/**
 * The reason of a failure: a contract's custom error decoded, an sdk error as it is, or null for anything else.
 * @param error What was caught.
 * @param abi Custom errors to recognise; those of all our contracts by default.
 */
export function reasonOf(error: unknown, abi: Abi = errorsAbi): Reason | null {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof ConcordatError) {
      return { code: current.code, args: current.args, message: current.shortMessage }
    }
    if (current instanceof BaseError) return { code: current.code, args: {}, message: current.shortMessage }
  }
  const data = revertDataOf(error)
  return data === undefined ? null : decodeReason(data, abi)
}

/** The reason in the bytes of a revert, or null when no known error matches. */
export function decodeReason(data: Hex, abi: Abi = errorsAbi): Reason | null {
  try {
    const { abiItem, args, errorName } = decodeErrorResult({ abi, data })
    const inputs = abiItem.type === 'error' ? abiItem.inputs : []
    const named = Object.fromEntries(inputs.map((input, index) => [input.name ?? String(index), args?.[index]]))
    return { code: errorName, args: named, message: describeReason(errorName, named) }
  } catch {
    return null
  }
}
