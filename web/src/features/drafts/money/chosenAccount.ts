import { ProcessorAccount, processorName } from '@concordat/sdk/payments/processor.ts'
import type { SplitsTermsFile } from '@concordat/sdk/splits/terms/file.ts'
import { formatProcessor, parseProcessor } from '@concordat/sdk/splits/terms/money.ts'
import type { Connection } from '../../business/rails/queries.ts'

export type Stated = SplitsTermsFile['processor']

/** A connection as terms state it. */
export const statedOf = ({ rail, account, reserve }: Connection) =>
  formatProcessor({ rail, account, ...(reserve ? { reserve } : {}) })

/** The account that terms state; null while it cannot be read. */
export function readStated(stated: Stated): ProcessorAccount | null {
  if (typeof stated !== 'object') return null
  try {
    return ProcessorAccount.safeParse(parseProcessor(stated)).data ?? null
  } catch {
    return null
  }
}

/** The connection that terms name: the account with its reserve, however that is written. */
export function connectionOf(stated: Stated, connections: readonly Connection[]): Connection | undefined {
  const account = readStated(stated)
  return account
    ? connections.find(({ reserve, ...each }) => {
        const connected = { ...each, ...(reserve ? { reserve } : {}) }
        return processorName(connected) === processorName(account)
      })
    : undefined
}

/** What does not belong into an account's number on its rail. */
export const tidyAccount = (rail: string) => (text: string) =>
  rail === 'bank' ? text.replace(/\s/g, '').toUpperCase() : text.trim()
