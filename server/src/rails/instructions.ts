import type { InstructionView } from '@concordat/sdk/payments/views.ts'
import { createPublicClient, type Hex, http } from 'viem'
import type { Context } from '../context.ts'
import { developmentChain } from '../deployment.ts'

/** Keeps the instructions of payout accounts of this server that the chain cannot drop any more. */
export async function takeInstructions(context: Context): Promise<void> {
  const { sql, indexer } = context
  const final = await finalBlock(context)
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await indexer.listInstructions(cursor)
    const due = page.instructions.filter(({ block }) => block <= final)
    const known = await sql<{ key: Hex }[]>`
      select key from payout_accounts where key = any(${due.map(({ payoutKey }) => payoutKey)})`
    const ours = new Set(known.map(({ key }) => key))
    for (const instruction of due) if (ours.has(instruction.payoutKey)) await keepInstruction(context, instruction)
    cursor = page.next
  }
}

async function keepInstruction({ sql }: Context, { id, payoutKey, sequence, amount, issuedAt }: InstructionView) {
  await sql`
    insert into payout_orders (instruction, payout_account, sequence, amount, issued_at)
    values (${id}, ${payoutKey}, ${sequence}, ${amount}, ${issuedAt}) on conflict do nothing`
}

/** The last block that stays: on the development chain every block does. */
async function finalBlock({ deployment, rpcUrl }: Context): Promise<number> {
  if (deployment.chainId === developmentChain) return Number.POSITIVE_INFINITY
  const chain = createPublicClient({ transport: http(rpcUrl) })
  return Number((await chain.getBlock({ blockTag: 'finalized' })).number)
}
