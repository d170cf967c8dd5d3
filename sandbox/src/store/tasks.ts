import type { Scope } from '../world.ts'

/** What happens by itself later. */
export type TaskKind =
  | 'settlePayment'
  | 'openDispute'
  | 'settleRefund'
  | 'failRefund'
  | 'fundRefund'
  | 'sendPayout'
  | 'settlePayout'
  | 'returnPayout'
  | 'releaseBalance'
  | 'expireSession'

export type Task = {
  seq: number
  platform: string
  account: string
  due: number
  kind: TaskKind
  subject: string
  data: Record<string, unknown>
}

/** Puts something off, by so many seconds. */
export async function later(
  { tx, platform, account, now }: Scope,
  kind: TaskKind,
  subject: string,
  seconds: number,
  data: Task['data'] = {},
): Promise<void> {
  const due = Math.round(now + seconds * 1_000)
  await tx`insert into tasks ${tx({ platform, account, due, kind, subject, data: tx.json(data as never) })}`
}

/** Forgets what was put off for this object: somebody has decided. */
export async function drop({ tx }: Scope, subject: string): Promise<void> {
  await tx`delete from tasks where subject = ${subject}`
}

/** The data of what was put off for this object. */
export async function pendingTask({ tx }: Scope, kind: TaskKind, subject: string): Promise<Task | undefined> {
  const [task] = await tx<Task[]>`select * from tasks where kind = ${kind} and subject = ${subject}`
  return task
}
