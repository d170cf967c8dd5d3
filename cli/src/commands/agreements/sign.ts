import { ConcordatError } from '@concordat/sdk/errors/concordatError.ts'
import { agreementTypedData } from '@concordat/sdk/splits/terms/digest.ts'
import { decodeTerms } from '@concordat/sdk/splits/terms/encode.ts'
import type { Agreement } from '@concordat/sdk/splits/terms/types.ts'
import type { Command } from 'commander'
import { type Address, isAddressEqual } from 'viem'
import { requireAccount, requireContext } from '../../context.ts'
import { print } from '../../output.ts'
import { findAmendment, signAmendment } from './amendment.ts'
import { getAgreement, transact } from './transact.ts'

export function addSign(agreements: Command, program: Command): void {
  agreements
    .command('sign <root>')
    .description(
      'sign the terms, or a change of those in force, as one of the parties; the last signature makes them effective',
    )
    .requiredOption('--as <wallet>', 'who signs: a development wallet by name or role, or a key file')
    .option('--amendment <digest>', 'which change to sign, where several wait')
    .addHelpText('after', '\nExample:\n  $ concordat agreements sign 0x... --as builder')
    .action(async (root: string, { as, amendment }: { as: string; amendment?: string }) => {
      const context = requireContext()
      const account = requireAccount(as)
      const view = await getAgreement(root)
      const pending = findAmendment(view, amendment)
      if (pending) {
        const signed = await signAmendment(context, view, pending, [account])
        const answer = { root, digest: pending.digest, party: account.address, ...signed }
        return print(program.opts().json, answer, () =>
          console.log(signed.inForce ? 'Signed: the change is in force.' : 'Signed. The others are to sign too.'),
        )
      }
      const agreement = decodeTerms(view.terms)
      const party = partyOf(agreement, account.address)
      const { chainId } = context.stack
      const signature = await account.signTypedData(
        agreementTypedData(agreement, chainId, context.deployment.contracts.Splits),
      )
      const transaction = await transact(context, account, 'sign', [agreement, BigInt(party), signature])
      const answer = { root, party: account.address, transaction }
      print(program.opts().json, answer, () => console.log(`Signed as ${agreement.parties[party]?.role}.`))
    })
}

/** The position of the account among the parties; throws NotAParty. */
export function partyOf(agreement: Agreement, account: Address): number {
  const party = agreement.parties.findIndex(candidate => isAddressEqual(candidate.account, account))
  if (party < 0) throw new ConcordatError('NotAParty', { account })
  return party
}
