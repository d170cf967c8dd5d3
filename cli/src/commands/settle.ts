import { settleCall } from '@concordat/sdk/splits/settleCall.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Command } from 'commander'
import { requireAccount, requireContext } from '../context.ts'
import { print } from '../output.ts'
import { getAgreement, transact } from './agreements/transact.ts'

export function addSettle(program: Command): void {
  program
    .command('settle <root>')
    .description('pay every party what the terms entitle it to by now; anyone may, and it usually happens by itself')
    .requiredOption('--as <wallet>', 'who sends it: a development wallet by name or role, or a key file')
    .action(async (root: string, { as }: { as: string }) => {
      const agreement = await getAgreement(root)
      const call = settleCall(agreement.root, decodeTerms(agreement.terms))
      const transaction = await transact(requireContext(), requireAccount(as), call.functionName, call.args)
      print(program.opts().json, { root, transaction }, () => console.log('Settled.'))
    })
}
