import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Command } from 'commander'
import { requireAccount, requireContext } from '../../context.ts'
import { print } from '../../output.ts'
import { findAmendment } from './amendment.ts'
import { partyOf } from './sign.ts'
import { getAgreement, transact } from './transact.ts'

export function addDecline(agreements: Command, program: Command): void {
  agreements
    .command('decline <root>')
    .description(
      'refuse the terms, or a change of those in force, as one of the parties: nobody can conclude it any more',
    )
    .requiredOption('--as <wallet>', 'who declines: a development wallet by name or role, or a key file')
    .requiredOption('--reason <text>', 'why; everyone can read it')
    .option('--amendment <digest>', 'which change to refuse, where several wait')
    .addHelpText('after', '\nExample:\n  $ concordat agreements decline 0x... --as user --reason "rent too low"')
    .action(async (root: string, { as, reason, amendment }: { as: string; reason: string; amendment?: string }) => {
      const context = requireContext()
      const account = requireAccount(as)
      const view = await getAgreement(root)
      const pending = findAmendment(view, amendment)
      const refused = view.versions.find(({ digest }) => digest === pending?.digest)
      const agreement = decodeTerms(refused?.terms ?? view.terms)
      const party = partyOf(agreement, account.address)
      const transaction = await transact(context, account, 'decline', [agreement, BigInt(party), reason, '0x'])
      print(program.opts().json, { root, party: account.address, reason, transaction }, () => console.log('Declined.'))
    })
}
