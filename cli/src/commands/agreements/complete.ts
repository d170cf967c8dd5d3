import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Command } from 'commander'
import { requireAccount, requireContext } from '../../context.ts'
import { print } from '../../output.ts'
import { getAgreement, transact } from './transact.ts'

export function addComplete(agreements: Command, program: Command): void {
  agreements
    .command('complete <root>')
    .description('pay out an agreement whose time is over, to the last unit; anyone may')
    .requiredOption('--as <wallet>', 'who sends it: a development wallet by name or role, or a key file')
    .action(async (root: string, { as }: { as: string }) => {
      const agreement = decodeTerms((await getAgreement(root)).terms)
      const transaction = await transact(requireContext(), requireAccount(as), 'complete', [agreement])
      print(program.opts().json, { root, transaction }, () => console.log('Completed.'))
    })
}
