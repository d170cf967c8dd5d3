import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Command } from 'commander'
import { requireAccount, requireContext } from '../../context.ts'
import { print } from '../../output.ts'
import { partyOf } from './sign.ts'
import { getAgreement, transact } from './transact.ts'

export function addDecline(agreements: Command, program: Command): void {
  agreements
    .command('decline <root>')
    .description('refuse the terms as one of the parties: nobody can conclude them any more')
    .requiredOption('--as <wallet>', 'who declines: a development wallet by name or role, or a key file')
    .requiredOption('--reason <text>', 'why; everyone can read it')
    .addHelpText('after', '\nExample:\n  $ concordat agreements decline 0x... --as user --reason "rent too low"')
    .action(async (root: string, { as, reason }: { as: string; reason: string }) => {
      const context = requireContext()
      const account = requireAccount(as)
      const agreement = decodeTerms((await getAgreement(root)).terms)
      const party = partyOf(agreement, account.address)
      const transaction = await transact(context, account, 'decline', [agreement, BigInt(party), reason, '0x'])
      print(program.opts().json, { root, party: account.address, reason, transaction }, () => console.log('Declined.'))
    })
}
